using System;
using System.Threading;
using Charger.Runtime;
using Firmware.Adapters;

namespace Firmware
{
    /// <summary>The device's entry: makes the adapters, hands them to the composition and supervises. It never returns.</summary>
    public static class Program
    {
        private const int RestartPauseMs = 5000;

        public static void Main()
        {
            DeviceRebooter rebooter = new DeviceRebooter();
            FirmwarePorts ports = new FirmwarePorts();
            Supervisor supervisor = null;
            try
            {
                DevicePorts device = new DevicePorts(ports);
                if (ports.Boots.LacksMemory) RunBare(ports);
                device.OpenRest();
                device = null;
                supervisor = Start(ports);
                // The loop is in this frame: each further call frame takes 204 bytes of the heap while the thread sleeps.
                for (; ; )
                {
                    long waitMs = supervisor.Step(ports.Clock.NowMs) - ports.Clock.NowMs;
                    if (waitMs > 0) Thread.Sleep((int)waitMs);
                }
            }
            catch (Exception e)
            {
                if (supervisor != null) supervisor.MainFailed(e);
                Tell(e, supervisor == null ? ports.Boots : null);
            }
            // The pause leaves time to read the error of a boot that fails at once.
            Thread.Sleep(RestartPauseMs);
            rebooter.Reboot();
            Thread.Sleep(Timeout.Infinite);
        }

        private static Supervisor Start(FirmwarePorts ports)
        {
            Composition firmware = new Composition(ports);
            // The runtime never moves the call frames of a thread that sleeps: before they come, what lives is moved together, so that
            // they lie behind it and the rest of the heap is one piece.
            ports.Memory.ManagedFreeBytes(true);
            firmware.Start();
            return firmware.Supervisor;
        }

        /// <summary>Runs when the firmware did not fit into the heap three times in a row; ends with a reset.</summary>
        private static void RunBare(FirmwarePorts ports)
        {
            BareSafeMode bare = new BareSafeMode(ports.SerialConsole, ports.Watchdog, ports.Boots, ports.Memory, ports.Rebooter);
            for (; ; ) Thread.Sleep((int)(bare.Step(ports.Clock.NowMs) - ports.Clock.NowMs));
        }

        /// <summary>Reports to the debug port and the record of boots, which still work; with the heap exhausted even they may fail, and the device restarts without a report.</summary>
        /// <param name="boots">Null when the reason is stored already.</param>
        private static void Tell(Exception e, BootRecord boots)
        {
            try
            {
                if (boots != null) boots.Store("boot failed: " + BootRecord.WordsOf(e));
                Console.WriteLine("firmware stopped: " + BootRecord.WordsOf(e));
            }
            catch (Exception)
            {
                return;
            }
        }
    }
}
