using System;
using Charger.Runtime;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using NativeGC = nanoFramework.Runtime.Native.GC;

namespace Firmware.Adapters
{
    /// <summary>Free managed heap by a collection (the platform has no other way), native heap from the chip's allocator.</summary>
    internal sealed class DeviceMemory : IMemoryProbe
    {
        public int ManagedFreeBytes(bool collect)
        {
            return (int)NativeGC.Run(collect);
        }

        public int NativeFreeBytes
        {
            get
            {
                NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.All, out _, out uint free, out _);
                return (int)free;
            }
        }

        public int NativeLargestBlockBytes
        {
            get
            {
                NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.All, out _, out _, out uint largest);
                return (int)largest;
            }
        }
    }

    /// <summary>Restarts the whole chip, not the runtime alone: drivers and sockets start again too.</summary>
    internal sealed class DeviceRebooter : IRebooter
    {
        public void Reboot()
        {
            Power.RebootDevice(RebootOption.NormalReboot);
        }
    }

    /// <summary>The chip's random generator; its seed is the hardware's.</summary>
    internal sealed class DeviceRandom : IRandomSource
    {
        private readonly Random _random = new Random();
        private readonly byte[] _four = new byte[4];

        public int NextInt32()
        {
            _random.NextBytes(_four);
            return BitConverter.ToInt32(_four, 0);
        }

        public void Fill(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                _random.NextBytes(_four);
                int part = count < 4 ? count : 4;
                Array.Copy(_four, 0, buffer, offset, part);
                offset += part;
                count -= part;
            }
        }
    }
}
