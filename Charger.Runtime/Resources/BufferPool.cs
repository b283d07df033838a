namespace Charger.Runtime
{
    /// <summary>What came of giving a buffer back.</summary>
    public enum PoolReturn
    {
        Taken,

        /// <summary>It lay in the pool already: a defect of the caller, counted, nothing else happens.</summary>
        Twice,

        /// <summary>A heap buffer handed out when the pool was empty; the collector has it now.</summary>
        FromHeap,

        /// <summary>Not one of ours: counted, left alone.</summary>
        Foreign,
    }

    /// <summary>
    /// Blocks of one size made at the start. One owner thread, so no lock. Exhaustion is an outcome (null) with a counter,
    /// not an exception; falling back to the heap is opt-in. Its worth is no garbage and no fragmentation.
    /// </summary>
    public sealed class BufferPool
    {
        private readonly byte[][] _blocks;
        private readonly bool[] _out;
        private readonly bool _heapFallback;
        private int _heapOut;

        public BufferPool(string name, int blocks, int blockBytes, bool heapFallback = false)
        {
            Name = name;
            BlockBytes = blockBytes;
            _heapFallback = heapFallback;
            _blocks = new byte[blocks][];
            _out = new bool[blocks];
            for (int i = 0; i < blocks; i++) _blocks[i] = new byte[blockBytes];
        }

        public string Name { get; }

        public int Capacity => _blocks.Length;

        public int BlockBytes { get; }

        public int InUse { get; private set; }

        public int Peak { get; private set; }

        /// <summary>Buffers handed out since boot.</summary>
        public int Rented { get; private set; }

        /// <summary>Requests that found the pool empty, those met from the heap included.</summary>
        public int Exhausted { get; private set; }

        public int ReturnedTwice { get; private set; }

        public int ForeignReturns { get; private set; }

        /// <summary>A buffer with whatever its last user left in it, or null when all are out.</summary>
        public byte[] Rent()
        {
            for (int i = 0; i < _blocks.Length; i++)
            {
                if (_out[i]) continue;
                _out[i] = true;
                Rented++;
                InUse++;
                if (InUse > Peak) Peak = InUse;
                return _blocks[i];
            }
            Exhausted++;
            if (!_heapFallback) return null;
            _heapOut++;
            Rented++;
            return new byte[BlockBytes];
        }

        public PoolReturn Return(byte[] block)
        {
            for (int i = 0; i < _blocks.Length; i++)
            {
                if ((object)_blocks[i] != (object)block) continue;
                if (!_out[i])
                {
                    ReturnedTwice++;
                    return PoolReturn.Twice;
                }
                _out[i] = false;
                InUse--;
                return PoolReturn.Taken;
            }
            if (block != null && _heapOut > 0 && block.Length == BlockBytes)
            {
                _heapOut--;
                return PoolReturn.FromHeap;
            }
            ForeignReturns++;
            return PoolReturn.Foreign;
        }
    }
}
