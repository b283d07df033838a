namespace Ocpp.Client.Transport
{
    /// <summary>
    /// The layers that a link may use, by name. A list that owns its members destroys them with itself, last added first;
    /// a list that does not own them only removes them.
    /// </summary>
    public sealed class TransportList
    {
        private readonly TransportLayer[] _layers;
        private readonly bool _owns;

        /// <summary>Has room for <paramref name="capacity"/> layers; with <paramref name="ownsMembers"/> it destroys them.</summary>
        public TransportList(int capacity, bool ownsMembers)
        {
            _layers = new TransportLayer[capacity];
            _owns = ownsMembers;
        }

        /// <summary>Layers in the list.</summary>
        public int Count { get; private set; }

        /// <summary>False when the list is full or has one of that name: the caller still owns the layer.</summary>
        public bool Add(TransportLayer layer)
        {
            if (Count == _layers.Length || Find(layer.Name) != null) return false;
            _layers[Count++] = layer;
            return true;
        }

        /// <summary>The layer of that name; null for none.</summary>
        public TransportLayer Find(string name)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_layers[i].Name == name) return _layers[i];
            }
            return null;
        }

        /// <summary>Closes all layers, last added first.</summary>
        public void CloseAll()
        {
            for (int i = Count - 1; i >= 0; i--) _layers[i].Close();
        }

        /// <summary>Empties the list; owned layers are destroyed. Harmless when done twice.</summary>
        public void Destroy()
        {
            while (Count > 0)
            {
                Count--;
                TransportLayer layer = _layers[Count];
                _layers[Count] = null;
                if (_owns) layer.Destroy();
            }
        }
    }
}
