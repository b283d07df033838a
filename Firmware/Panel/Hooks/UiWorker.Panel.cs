using Charger.Runtime;
using Firmware.Panel;

namespace Firmware
{
    internal sealed partial class UiWorker
    {
        /// <summary>Highest age of the state that the light shows, in ms.</summary>
        private const int PanelLookMs = 500;

        private LightState _lightState = LightState.Offline;
        private long _panelLookMs;

        /// <summary>Light, buzzer, reader and the long press, between the console's own work.</summary>
        partial void StepPanel(long nowMs, ref long next)
        {
            OperatorPanel panel = _firmware.Ports.Panel;
            if (panel == null) return;
            if (nowMs >= _panelLookMs) Look(nowMs);
            long due = panel.Step(nowMs, _lightState);
            string card = panel.ConsumeCard();
            if (card != null)
            {
                _firmware.Log.Write(LogLevel.Info, LogSection.Console, "card " + card + " presented");
                if (_firmware.OcppCommands.TryPost(Name, OcppCommand.PresentId, 0, card)) panel.Posted();
                else panel.Refuse();
            }
            if (panel.ConsumeReaderChange())
            {
                if (panel.ReaderWorks) _firmware.Log.Write(LogLevel.Info, LogSection.Console, "card reader answers");
                else _firmware.Log.Write(LogLevel.Warning, LogSection.Console, "card reader does not answer: check its wires, its mode (serial) and its supply");
            }
            if (due < next) next = due;
            if (_panelLookMs < next) next = _panelLookMs;
        }

        private void Look(long nowMs)
        {
            _panelLookMs = nowMs + PanelLookMs;
            _context.Refresh(nowMs);
            if (_context.Known) _lightState = LightPatterns.Choose(_context.Session.Connector, _context.Charger.FaultNumber != 0 && _context.Session.Connector == "Faulted", _firmware.Permit.InstallUnderWay, _context.Session.Registration == "Accepted" && _context.Session.LinkOpen);
            IInputPin stop = _firmware.Ports.StopButton;
            bool held = stop != null && !stop.Read() && !_firmware.Permit.TransactionRunning;
            if (_firmware.Ports.Panel.ConsumeLongPress(held, nowMs)) _firmware.OcppCommands.TryPost(Name, OcppCommand.Reset, OcppCommand.Soft, null);
            _context.LetGo();
        }
    }
}
