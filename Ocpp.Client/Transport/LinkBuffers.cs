using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// Permits for one receive and one send buffer per session; as many permits as sessions may exist at a time.
    /// The buffers themselves are allocated for a message and released with it (docs/adr/0019). One owner thread.
    /// </summary>
    public sealed class LinkBuffers : IResource
    {
        /// <summary>Permits for so many sessions at a time.</summary>
        public LinkBuffers(int sessions = 1)
        {
            Sessions = sessions;
        }

        /// <summary>Permits in all.</summary>
        public int Sessions { get; }

        /// <summary>Sessions that have a permit.</summary>
        public int InUse { get; private set; }

        /// <summary>Most permits that were out at the same time.</summary>
        public int Peak { get; private set; }

        /// <summary>Sessions that were refused because no permit was left.</summary>
        public int Exhausted { get; private set; }

        /// <summary>False when all are out.</summary>
        public bool TryRent()
        {
            if (InUse == Sessions)
            {
                Exhausted++;
                return false;
            }
            InUse++;
            if (InUse > Peak) Peak = InUse;
            return true;
        }

        /// <summary>Gives one permit back; called once for each <see cref="TryRent"/> that was true.</summary>
        public void Release() => InUse--;
    }
}
