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
            try
            {
                Supervise(DevicePorts.Open());
            }
            catch (Exception e)
            {
                // Nothing is left to tell it to but the debug port; the pause keeps a boot that fails at once readable.
                Console.WriteLine("firmware stopped: " + e.Message);
            }
            Thread.Sleep(RestartPauseMs);
            new DeviceRebooter().Reboot();
            Thread.Sleep(Timeout.Infinite);
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
                firmware.Supervisor.WorkerFailed("MAIN", e);
                throw;
            }
        }
    }
}
