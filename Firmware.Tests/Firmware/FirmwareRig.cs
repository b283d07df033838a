using System;
using System.Text;
using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>The whole composition over fakes, stepped by hand.</summary>
    public sealed class FirmwareRig : IRebooter, IMemoryProbe
    {
        public readonly StoppedClock Clock = new StoppedClock();
        public readonly TypedLine Line = new TypedLine();
        public readonly PinFake Contactor = new PinFake();
        public readonly MemoryFiles Files;
        public readonly Composition Firmware;
        public int Reboots;
        public int FreeBytes = 40000;

        public FirmwareRig()
            : this(new MemoryFiles())
        {
        }

        /// <param name="files">The flash of an earlier rig, with what it stored.</param>
        /// <param name="links">Makes the links; null for no link.</param>
        public FirmwareRig(MemoryFiles files, IMessageLinkFactory links = null)
        {
            Files = files;
            Firmware = new Composition(new FirmwarePorts
            {
                Clock = Clock,
                WallClock = new TestWallClock(),
                Storage = files,
                Random = new CountingRandom(),
                Memory = this,
                Rebooter = this,
                SerialConsole = Line,
                CanControllers = new SilentControllers(),
                OutputEnable = Contactor,
                Links = links,
            });
        }

        public int NativeFreeBytes => -1;

        public int NativeLargestBlockBytes => -1;

        public int ManagedFreeBytes(bool collect)
        {
            return FreeBytes;
        }

        public void Reboot()
        {
            Reboots++;
        }

        /// <summary>Steps all four workers every 10 ms for so many ms.</summary>
        public void Run(int milliseconds)
        {
            for (int i = 0; i < milliseconds; i += 10)
            {
                Clock.NowMs += 10;
                for (int w = 0; w < Firmware.Workers.Length; w++) Firmware.Workers[w].Drive(Clock.NowMs);
            }
        }

        /// <summary>Types a line, steps the console alone and returns its answer.</summary>
        public string Ask(string line)
        {
            Line.Written = "";
            Line.Type(line + "\r");
            Clock.NowMs += 10;
            Firmware.Workers[Composition.Ui].Drive(Clock.NowMs);
            return Line.Written;
        }

        /// <summary>Makes the published snapshot say that the output is on.</summary>
        public void PretendCharging()
        {
            ChargerSnapshot on = new ChargerSnapshot { OutputOn = true, ContactorClosed = true, TimeMs = Clock.NowMs };
            Firmware.Snapshots.TryBegin("T").CopyFrom(on);
            Firmware.Snapshots.End();
        }
    }

    /// <summary>A serial line that an operator uses.</summary>
    public sealed class TypedLine : ISerialLine
    {
        public string Written = "";
        private byte[] _typed = new byte[0];
        private int _at;

        public void Type(string text)
        {
            _typed = Encoding.UTF8.GetBytes(text);
            _at = 0;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int left = _typed.Length - _at;
            if (left > count) left = count;
            Array.Copy(_typed, _at, buffer, offset, left);
            _at += left;
            return left;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            Written += Encoding.UTF8.GetString(buffer, offset, count);
        }
    }

    /// <summary>Two CAN controllers on buses without other nodes.</summary>
    public class SilentControllers : ICanControllerFactory, ICanController
    {
        public int Sent;
        public int StopsAlone;

        public CanBusState State => CanBusState.Active;

        public int Overruns => 0;

        public int TransmitErrorCounter => 0;

        public int ReceiveErrorCounter => 0;

        public bool InterruptStuck => false;

        public bool TellsEachFrame => true;

        public string Failure => "";

        public ICanController Create(CanBus bus, WakeSignal received)
        {
            return this;
        }

        public bool Start()
        {
            return true;
        }

        public void Stop()
        {
        }

        public bool Poll()
        {
            return false;
        }

        public bool TryReceive(Frame into)
        {
            return false;
        }

        public virtual void KeepStop(uint id, byte[] frame)
        {
        }

        public virtual void SendStop()
        {
            StopsAlone++;
        }

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            Sent++;
            return true;
        }
    }

    /// <summary>A wall clock that has not been set yet.</summary>
    public sealed class TestWallClock : IWallClock
    {
        public bool IsKnown { get; private set; }

        public long UtcNowMs { get; private set; }

        public void Set(long utcMs)
        {
            UtcNowMs = utcMs;
            IsKnown = true;
        }
    }
}
