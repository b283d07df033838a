using System.Text;
using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// The vendor's messages (charger-protocol.md, "Vendor messages"): VehicleInfo is sent while a vehicle waits, BMSAlert and SessionSummary
    /// are queued on flash. A session is recorded on flash when it begins, so that a power cut does not lose its summary.
    /// </summary>
    internal sealed class VendorMessageHandler
    {
        private const int InfoEveryMs = 10000;

        /// <summary>Longest wait for the vehicle's data after the plug-in.</summary>
        private const int FirstInfoMs = 3000;

        /// <summary>Alerts of a changing permission: this many at once, then one per minute. Each takes two writes to flash.</summary>
        private const int MostAlerts = 4;
        private const int AlertEveryMs = 60_000;

        private readonly Composition _firmware;

        // The session whose summary is due when it is over, 0 for none; where it began, -1 for before this boot.
        private int _serial;
        private long _startMs = -1;
        private long _retryMs;
        private int _pauseMs;

        // When VehicleInfo is due next; 0 while it cannot be sent.
        private long _infoMs;
        private bool _told;

        // The newest change of the permission that waits to be sent, null for none, and the number of changes that it stands for.
        private Message _heldAlert;
        private int _changes;
        private int _alertsLeft = MostAlerts;
        private long _alertMs;

        public VendorMessageHandler(Composition firmware)
        {
            _firmware = firmware;
            firmware.ChargePoint.Transfers.Add(new HealthHandler(firmware));
            SessionNote.Read(Note(), out _serial, out _, out _);
        }

        public void Step(long nowMs)
        {
            ChargePoint point = _firmware.ChargePoint;
            point.Transfers.VendorId = _firmware.Configuration.Text(_firmware.Configuration.VendorBase + VendorKeys.VendorId);
            Inform(nowMs, point);
            // An alert has a timestamp: while the time of day is unknown it waits in the mailbox.
            if (_firmware.Ports.WallClock.IsKnown && (_firmware.Alerts.Count > 0 || _heldAlert != null)) SendAlerts(nowMs);
            bool running = point.Transactions.Running;
            if (_serial != 0 && nowMs >= _retryMs && !(running && point.Transactions.Serial == _serial)) Summarise(nowMs, point);
            if (_serial == 0 && running) Begin(nowMs, point);
        }

        private void SendAlerts(long nowMs)
        {
            if (nowMs - _alertMs >= AlertEveryMs && _alertsLeft < MostAlerts)
            {
                _alertsLeft++;
                _alertMs = nowMs;
            }
            if (_heldAlert != null && _alertsLeft > 0) TellHeld(nowMs);
            if (_firmware.Alerts.Count == 0) return;
            Message message = new Message();
            while (_firmware.Alerts.TryTake("OCPP", message))
            {
                // An emergency stop locks the output for ten seconds, which bounds its alerts: they are sent at once.
                if (message.Kind == ChargerAlert.EmergencyStop) Alert(nowMs, message);
                else
                {
                    _heldAlert = message;
                    _changes++;
                    if (_alertsLeft > 0) TellHeld(nowMs);
                    message = new Message();
                }
            }
        }

        private void TellHeld(long nowMs)
        {
            if (_alertsLeft-- == MostAlerts) _alertMs = nowMs;
            if (_changes > 1) _heldAlert.Text += " (" + _changes + " changes)";
            Alert(nowMs, _heldAlert);
            _heldAlert = null;
            _changes = 0;
        }

        private void Inform(long nowMs, ChargePoint point)
        {
            bool plugged = _firmware.Inputs.Plugged;
            if (!plugged || !point.IsOnline)
            {
                // Never queued: values that could not be sent are out of date.
                if (!plugged) _told = false;
                _infoMs = 0;
                point.Transfers.Tell(VendorMessages.VehicleInfoId, null);
                return;
            }
            if (_infoMs == 0) _infoMs = _told ? nowMs : nowMs + FirstInfoMs;
            if (_told && (nowMs < _infoMs || point.Transactions.Running || point.Transactions.Finishing || point.Transfers.Unwanted)) return;
            // Allocated for this use, since the message is rare.
            ChargerSnapshot charger = new ChargerSnapshot();
            if (!_firmware.Snapshots.TryRead("OCPP", charger)) return;
            bool complete = charger.SocDeciPercent >= 0 && charger.VehicleModel > 0;
            if (!_told && nowMs < _infoMs && !complete) return;
            _told = true;
            _infoMs = nowMs + InfoEveryMs;
            JsonWriter info = VendorMessages.VehicleInfo(charger);
            point.Transfers.Tell(VendorMessages.VehicleInfoId, Encoding.UTF8.GetString(info.Buffer, 0, info.Count));
        }

        private void Alert(long nowMs, Message message)
        {
            // A restart cuts the output in the same way: that is no alert.
            if (message.Kind == ChargerAlert.EmergencyStop && _firmware.Supervisor.Restarting) return;
            long utcMs = _firmware.Ports.WallClock.UtcNowMs - (nowMs - message.Number);
            Queue(VendorMessages.BmsAlertId, VendorMessages.BmsAlert(ChargerAlert.TypeOf(message.Kind), message.Text, utcMs), true);
        }

        private void Begin(long nowMs, ChargePoint point)
        {
            _serial = point.Transactions.Serial;
            _startMs = nowMs;
            long utcMs = _firmware.Ports.WallClock.IsKnown ? _firmware.Ports.WallClock.UtcNowMs : 0;
            if (!SessionNote.Write(Note(), _serial, point.Transactions.MeterStartWh, utcMs)) Warn("the session could not be stored: a power cut loses its summary");
        }

        private void Summarise(long nowMs, ChargePoint point)
        {
            TransactionRecord stop = point.Transactions.LastStop;
            bool known = stop != null && stop.Serial == _serial;
            if (!known) Warn("transaction " + _serial + " gets no summary: its end is not known");
            if (known && !Queue(VendorMessages.SessionSummaryId, Summary(nowMs, stop), false))
            {
                _pauseMs = FlashRetry.Longer(_pauseMs);
                _retryMs = nowMs + _pauseMs;
                return;
            }
            _pauseMs = 0;
            _serial = 0;
            _startMs = -1;
            if (!SessionNote.Write(Note(), 0, 0, 0)) Warn("the end of a session could not be stored: its summary may be sent twice");
        }

        private JsonWriter Summary(long nowMs, TransactionRecord stop)
        {
            if (_startMs >= 0) return VendorMessages.SessionSummary(_firmware.Inputs.SocDeciPercent, stop.RegisterWh - _firmware.ChargePoint.Transactions.MeterStartWh, nowMs - _startMs);
            SessionNote.Read(Note(), out _, out long startWh, out long startUtcMs);
            long durationMs = stop.TimeIsUtc && startUtcMs > 0 ? stop.TimeMs - startUtcMs : -1;
            return VendorMessages.SessionSummary(-1, stop.RegisterWh - startWh, durationMs);
        }

        private bool Queue(string messageId, JsonWriter data, bool telemetry)
        {
            DataQueue queue = _firmware.ChargePoint.Transfers.Queue;
            int lost = queue.Lost;
            bool kept = queue.Add(messageId, data.Buffer, data.Count, telemetry);
            if (!kept) Warn(messageId + " could not be stored");
            if (queue.Lost != lost) Warn((queue.Lost - lost) + " vendor message dropped, queue full, " + queue.Lost + " so far");
            return kept;
        }

        // Created for each use: twice per session.
        private SlotStore Note() => _firmware.Slot(_firmware.Ports.Storage, SessionNote.Name, SessionNote.NoteBytes);

        private void Warn(string text) => _firmware.Log.Write(LogLevel.Warning, LogSection.Ocpp, text);
    }
}
