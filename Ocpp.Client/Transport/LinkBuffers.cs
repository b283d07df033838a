using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// The right to one buffer to receive into and one to send from, for a session; as many rights as sessions may be at a time.
    /// The buffers themselves are made for a message and let go with it (docs/adr/0019). One owner thread.
    /// </summary>
    public sealed class LinkBuffers : IResource
    {
        public LinkBuffers(int sessions = 1)
        {
            Sessions = sessions;
        }

        public int Sessions { get; }

        /// <summary>Sessions that have theirs.</summary>
        public int InUse { get; private set; }

        public int Peak { get; private set; }

        /// <summary>Sessions that found none left.</summary>
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

        public void Release() => InUse--;
    }
}
