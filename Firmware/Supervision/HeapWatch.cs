using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Samples the heaps and keeps the lowest value ("sampled", since the platform keeps none). Warns once per fall
    /// below the floor, and when the managed heap has lost more than 5 KB against the same hour of the day before.
    /// </summary>
    public sealed class HeapWatch
    {
        /// <summary>Stands for a value that the platform does not provide, or that was not sampled yet.</summary>
        public const int Unknown = -1;
        private const int HoursKept = 24;
        private const int DriftLimitBytes = 5120;
        private const long HourMs = 3600000;

        private readonly IMemoryProbe _memory;
        private readonly ILog _log;
        private readonly int[] _hourLow = new int[HoursKept];
        private int _hour;
        private int _lowThisHour = int.MaxValue;
        private bool _below;

        /// <summary>Every value is <see cref="Unknown"/> until the first sample.</summary>
        public HeapWatch(IMemoryProbe memory, ILog log)
        {
            _memory = memory;
            _log = log;
            for (int i = 0; i < HoursKept; i++) _hourLow[i] = Unknown;
        }

        /// <summary>Fewer free managed bytes than this cause a warning.</summary>
        public int FloorBytes { get; set; } = 8192;

        /// <summary>Managed heap, free bytes at the last sample, garbage not collected before.</summary>
        public int Free { get; private set; } = Unknown;

        /// <summary>The lowest of these samples since boot.</summary>
        public int LowestFree { get; private set; } = Unknown;

        /// <summary>Native heap, free bytes at the last sample.</summary>
        public int NativeFree { get; private set; } = Unknown;

        /// <summary>The lowest of these samples since boot.</summary>
        public int NativeLowestFree { get; private set; } = Unknown;

        /// <summary>Native heap, bytes of its largest free block at the last sample.</summary>
        public int NativeLargest { get; private set; } = Unknown;

        /// <summary>Bytes the managed heap has lost against 24 hours ago; 0 while that is not known.</summary>
        public int DriftBytes { get; private set; }

        /// <summary>The last sample was below the floor.</summary>
        public bool IsBelowFloor => _below;

        /// <summary>Takes one sample.</summary>
        public void Sample(long nowMs)
        {
            Free = _memory.ManagedFreeBytes(false);
            LowestFree = Lower(LowestFree, Free);
            NativeFree = _memory.NativeFreeBytes;
            NativeLowestFree = Lower(NativeLowestFree, NativeFree);
            NativeLargest = _memory.NativeLargestBlockBytes;
            int hour = (int)(nowMs / HourMs);
            if (hour != _hour) EndHour(hour);
            if (Free < _lowThisHour) _lowThisHour = Free;
            CheckFloor();
        }

        private void CheckFloor()
        {
            bool below = Free != Unknown && Free < FloorBytes;
            if (below && !_below) _log.Write(LogLevel.Warning, LogSection.System, "managed heap: " + Free + " bytes free, below the floor of " + FloorBytes);
            _below = below;
        }

        private void EndHour(int hour)
        {
            int slot = _hour % HoursKept;
            int dayBefore = _hourLow[slot];
            if (dayBefore != Unknown)
            {
                DriftBytes = dayBefore - _lowThisHour;
                if (DriftBytes > DriftLimitBytes) _log.Write(LogLevel.Warning, LogSection.System, "managed heap: " + DriftBytes + " bytes less than 24 hours ago, more than " + DriftLimitBytes);
            }
            _hourLow[slot] = _lowThisHour;
            _lowThisHour = int.MaxValue;
            _hour = hour;
        }

        private static int Lower(int lowest, int value)
        {
            return lowest == Unknown || value < lowest ? value : lowest;
        }
    }
}
