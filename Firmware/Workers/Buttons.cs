using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// START and STOP buttons while nothing charges, read by the UI thread. While a transaction runs, CHARGER_COMM reads STOP,
    /// since it waits for no other thread.
    /// </summary>
    public sealed class Buttons
    {
        private readonly Composition _firmware;
        private readonly string _who;
        private readonly PushButton _start;
        private readonly PushButton _stop;

        /// <summary>Buttons that the board does not have are left out. <paramref name="who"/> is the thread's name, for the locks.</summary>
        public Buttons(Composition firmware, string who)
        {
            _firmware = firmware;
            _who = who;
            if (firmware.Ports.StartButton != null) _start = new PushButton(firmware.Ports.StartButton);
            if (firmware.Ports.StopButton != null) _stop = new PushButton(firmware.Ports.StopButton);
        }

        /// <summary>True while a button is low in one read only: the next read decides and is due early.</summary>
        public bool Step(long nowMs)
        {
            if (_start != null && _start.ConsumePress(nowMs)) Start();
            bool doubtful = _start != null && _start.Doubtful;
            if (_stop == null) return doubtful;
            if (_stop.ConsumePress(nowMs) && !_firmware.Permit.TransactionRunning) Stop();
            return doubtful || _stop.Doubtful;
        }

        private void Stop()
        {
            // When the mailbox is full, the output is cut instead.
            if (!_firmware.OcppCommands.TryPost(_who, OcppCommand.StopTransaction, 0, "Local")) _firmware.Output.Cut();
        }

        private void Start()
        {
            string id = _firmware.StartButtonId;
            if (id.Length == 0) _firmware.Log.Write(LogLevel.Warning, LogSection.Console, "START pressed, but no id is configured: config set Charger.StartButtonId ID");
            else _firmware.OcppCommands.TryPost(_who, OcppCommand.PresentId, 0, id);
        }
    }
}
