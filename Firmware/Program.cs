using System;
using System.Threading;
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
            try
            {
                Supervise(DevicePorts.Open());
            }
            catch (Exception e)
            {
                Tell(e);
            }
            // The pause keeps a boot that fails at once readable.
            Thread.Sleep(RestartPauseMs);
            rebooter.Reboot();
            Thread.Sleep(Timeout.Infinite);
        }

        /// <summary>Nothing is left to tell it to but the debug port; with the heap exhausted not even that, and it restarts all the same.</summary>
        private static void Tell(Exception e)
        {
            try
            {
                Console.WriteLine("firmware stopped: " + e.Message);
            }
            catch (Exception)
            {
                return;
            }
        }

        private static void Supervise(FirmwarePorts ports)
        {
            Composition firmware = new Composition(ports);
            firmware.Start();
            try
            {
                for (; ; )
                {
                    long waitMs = firmware.Supervisor.Step(ports.Clock.NowMs) - ports.Clock.NowMs;
                    if (waitMs > 0) Thread.Sleep((int)waitMs);
                }
            }
            catch (Exception e)
            {
                firmware.Supervisor.MainFailed(e);
                throw;
            }
        }
    }
}
