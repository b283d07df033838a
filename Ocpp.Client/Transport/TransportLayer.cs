using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>What a layer may do with the layer below it (resource-safety.md, "explicit ownership").</summary>
    public enum Ownership
    {
        /// <summary>Uses it only: neither closes nor destroys it.</summary>
        None,

        /// <summary>One of several owners: the last one destroys it.</summary>
        Shared,

        /// <summary>The only owner: closes and destroys it with itself.</summary>
        Exclusive,
    }

    /// <summary>
    /// One layer of a chain such as ws over tls over tcp. Closing or destroying the top does the same to all below that it
    /// owns, from the top down, each exactly once; repeated calls in any order are harmless.
    /// </summary>
    public abstract class TransportLayer : IResource
    {
        private readonly TransportLayer _parent;
        private readonly Ownership _ownership;
        private int _sharers;
        private int _openSharers;

        /// <summary>Closed at first; without a parent the ownership does not count.</summary>
        protected TransportLayer(string name, TransportLayer parent, Ownership ownership)
        {
            Name = name;
            _parent = parent;
            _ownership = parent == null ? Ownership.None : ownership;
            if (_ownership == Ownership.Shared) parent._sharers++;
        }

        /// <summary>Name in the log and in a <see cref="TransportList"/>.</summary>
        public string Name { get; }

        /// <summary>It was opened and not closed since.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>It cannot be opened again.</summary>
        public bool IsDestroyed { get; private set; }

        /// <summary>Closes the chain: what a resource table calls.</summary>
        public void Release() => Close();

        /// <summary>Closes this layer and the layers below that it owns; a shared one when its last open user has closed.</summary>
        public void Close()
        {
            if (!IsOpen) return;
            IsOpen = false;
            CloseOwn();
            if (_ownership == Ownership.Exclusive) _parent.Close();
            if (_ownership != Ownership.Shared) return;
            _parent._openSharers--;
            if (_parent._openSharers == 0) _parent.Close();
        }

        /// <summary>Closes the chain and releases what this layer holds, and the layers below that it owns.</summary>
        public void Destroy()
        {
            if (IsDestroyed) return;
            Close();
            IsDestroyed = true;
            DestroyOwn();
            if (_ownership == Ownership.Exclusive) _parent.Destroy();
            if (_ownership != Ownership.Shared) return;
            _parent._sharers--;
            if (_parent._sharers == 0) _parent.Destroy();
        }

        /// <summary>Marks this layer as open; false when it is destroyed or open already.</summary>
        protected bool MarkOpen()
        {
            if (IsDestroyed || IsOpen) return false;
            IsOpen = true;
            if (_ownership == Ownership.Shared) _parent._openSharers++;
            return true;
        }

        /// <summary>Closes what this layer itself opened; called once per opening.</summary>
        protected abstract void CloseOwn();

        /// <summary>Releases what exists as long as the layer; called once.</summary>
        protected virtual void DestroyOwn()
        {
        }
    }
}
