using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// The result of what is tested at each start while the output is locked: the output pin before it is driven, both CAN
    /// controllers with a loopback from each transmit buffer (that of STOP included), and every store. Logged once, with a line for
    /// each part that failed. A controller that fails keeps the gate closed by condition 9. A pin that was high locks nothing, since
    /// it is driven low from then on: ContactorProof checks whether the contactor follows.
    /// </summary>
    internal sealed class SelfTest
    {
        private readonly Composition _firmware;

        public SelfTest(Composition firmware)
        {
            _firmware = firmware;
        }

        /// <summary>"passed", or which parts failed; "running" until both controllers have been tried, about 100 ms.</summary>
        public string Result { get; private set; } = "running";

        /// <summary>Logs the result as soon as it is known.</summary>
        public void Step()
        {
            if (Result != "running") return;
            CanReceiveWorker receive = _firmware.Workers[Supervisor.CanReceive] as CanReceiveWorker;
            if (receive != null && (receive.Module.StartFailure == null || receive.Bms.StartFailure == null)) return;
            string failed = "";
            if (_firmware.Ports.OutputEnableStuck) failed = Fail(failed, "output pin", "reads high until the firmware drives it low: the contactor may close for a moment at each start; add a pull-down at its driver");
            if (receive == null) failed = Fail(failed, "CAN", "not tested in safe mode: the output is locked");
            else
            {
                failed = Look(failed, receive.Module);
                failed = Look(failed, receive.Bms);
            }
            string stores = _firmware.Stores.Names();
            if (stores.Length > 0) failed = Fail(failed, "stored data", "damaged: " + stores + "; see the lines above");
            if (failed.Length == 0) _firmware.Log.Write(LogLevel.Info, LogSection.System, "self-test passed");
            Result = failed.Length == 0 ? "passed" : "failed: " + failed;
        }

        private string Look(string failed, BusSupervisor bus)
        {
            string why = bus.StartFailure;
            if (why.Length == 0) return failed;
            return Fail(failed, bus.Port.Name, why + ": the output is locked until the controller passes; check its supply, crystal and SPI wires");
        }

        private string Fail(string failed, string part, string why)
        {
            _firmware.Log.Write(LogLevel.Error, LogSection.System, "self-test: " + part + ": " + why);
            return failed.Length == 0 ? part : failed + ", " + part;
        }
    }
}
