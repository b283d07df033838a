using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Queue;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// One connector's transactions: an id is presented, authorised, the vehicle plugged, the start is on flash, energy is
    /// permitted, values are sampled, the stop is on flash. Energy is withdrawn before flash is touched.
    /// </summary>
    public sealed partial class TransactionControl
    {
        private const int UnpluggedMs = 5000;

        private readonly SessionContext _c;
        private readonly TransactionRecord _record = new TransactionRecord();
        private string _authorized;
        private long _authorizedUntilMs;
        private bool _stopDue;
        private long _flashMs;
        private int _flashPauseMs;
        private readonly int _firstSerial;
        private long _startMs;
        private long _startUtcMs;
        private long _unpluggedSinceMs;
        private bool _recovered;
        private long _disconnectedUntilMs;
        private bool _invalid;

        internal TransactionControl(SessionContext context)
        {
            _c = context;
            Serial = context.Queue.LastSerial;
            _firstSerial = Serial + 1;
            IdTag = "";
            ParentIdTag = "";
        }

        /// <summary>Why the device restarted by itself before this boot; null after a power loss. Set before the first step.</summary>
        public string CutBy { get; set; }

        /// <summary>A transaction runs.</summary>
        public bool Running { get; private set; }

        /// <summary>The charge point's own number of the newest transaction; 0 before the first. It rises by 1 and is on flash.</summary>
        public int Serial { get; private set; }

        /// <summary>The id that the newest transaction began with; empty before the first.</summary>
        public string IdTag { get; private set; }

        /// <summary>Parent of the id that was accepted last, as far as it is known; empty for none.</summary>
        public string ParentIdTag { get; set; }

        /// <summary>Register at the newest transaction's start, in Wh.</summary>
        public long MeterStartWh { get; private set; }

        /// <summary>The stop of the newest transaction with its register and time, until the next one begins; null before the first.</summary>
        public TransactionRecord LastStop => _record.Kind == RecordKind.Stop ? _record : null;

        /// <summary>The vehicle is still plugged after a transaction, or after an accepted id began none in time (rule 52).</summary>
        public bool Finishing { get; private set; }

        /// <summary>The vehicle was unplugged during the transaction, which waits without energy for its own id (S 9.1.23).</summary>
        public bool Disconnected { get; private set; }

        /// <summary>An id may begin a transaction as soon as the vehicle is plugged.</summary>
        public bool Authorized => _authorized != null;

        /// <summary>An id is being asked about, or was accepted and waits for the plug.</summary>
        public bool Preparing => _c.Authorizer.IdTag != null || _authorized != null;

        /// <summary>An id other than this one was presented and nothing has begun yet.</summary>
        public bool WaitsForAnother(string idTag)
        {
            string waits = _authorized == null ? _c.Authorizer.IdTag : _authorized;
            return waits != null && waits.ToLower() != idTag.ToLower();
        }

        /// <summary>The connector may not start transactions (ChangeAvailability).</summary>
        public bool Unavailable => _c.Inoperative != 0;

        /// <summary>The last transaction's stop is on flash.</summary>
        public bool IsStopStored => !_stopDue;

        /// <summary>Flash has refused it for some 30 s; nothing can begin before it takes it.</summary>
        public bool IsStopRefused => _stopDue && FlashRetry.Lasts(_flashPauseMs);

        /// <summary>An id was presented, to begin or to stop. Null when it is being handled, else why not.</summary>
        /// <param name="authorize">False for an id that needs no question.</param>
        /// <param name="carryOut">False to find out only whether it would be refused.</param>
        public string Present(string idTag, bool authorize, bool carryOut = true)
        {
            if (idTag == null || idTag.Length == 0 || idTag.Length > 20) return "an id has 1 to 20 characters";
            if (Running && idTag.ToLower() == IdTag.ToLower())
            {
                if (carryOut && !GoesOn()) End(StopReasons.Local);
                return null;
            }
            if (Running) return authorize ? _c.Authorizer.Present(idTag, carryOut) : "transaction " + Serial + " of another id is running";
            if (_stopDue) return "the last transaction is still being stored";
            if (Unavailable) return "the connector is unavailable";
            if (_c.Inputs.FaultStops) return "the connector is faulted, " + _c.Inputs.FaultVendorCode + ": " + _c.Inputs.FaultInfo;
            return authorize ? _c.Authorizer.Present(idTag, carryOut) : _c.Authorizer.Admit(idTag, carryOut);
        }

        /// <summary>This id may begin a transaction as soon as the vehicle is plugged.</summary>
        /// <param name="parentIdTag">Empty for none.</param>
        public void Accept(string idTag, string parentIdTag)
        {
            _c.Authorizer.Withdraw();
            _authorized = idTag;
            ParentIdTag = parentIdTag;
            _authorizedUntilMs = _c.NowMs + _c.Configuration.Whole(OcppKeys.ConnectionTimeOut) * 1000L;
            Stored();
            _c.Info("id '" + idTag + "' may charge" + (_c.Inputs.Plugged ? "" : ", waiting for the plug"));
        }

        /// <summary>Ends the running transaction; false when there is none.</summary>
        public bool End(int reason) => End(reason, IdTag);

        /// <summary>Ends the running transaction and withdraws the energy at once; false when none runs.</summary>
        /// <param name="idTag">Who stops it (rule 28): its own id, or one of the same parent.</param>
        public bool End(int reason, string idTag)
        {
            _authorized = null;
            _c.Authorizer.Withdraw();
            if (!Running) return false;
            Running = Disconnected = false;
            _c.Outputs.TransactionRunning = false;
            _c.Outputs.EnergyPermitted = false;
            Finishing = _c.Inputs.Plugged;
            _record.Kind = RecordKind.Stop;
            _record.IdTag = idTag;
            _record.Detail = reason;
            _record.RegisterWh = _c.Inputs.RegisterWh;
            Stamp(_record, 0);
            _stopDue = true;
            Stored();
            _c.Info("transaction " + Serial + " ends: " + StopReasons.Word(reason) + ", " + (_c.Inputs.RegisterWh - MeterStartWh) + " Wh");
            KeepEdge(ReadingContexts.End);
            StoreStop();
            return true;
        }

        /// <summary>Cancels an id that was presented or accepted: it begins no transaction.</summary>
        public void Withdraw(string why)
        {
            if (!Preparing) return;
            _c.Warn("id '" + (_authorized == null ? _c.Authorizer.IdTag : _authorized) + "' begins no transaction: " + why);
            _authorized = null;
            _c.Authorizer.Withdraw();
        }

        /// <summary>The answer to a StartTransaction was not Accepted (rule 26).</summary>
        public void Invalid(int serial)
        {
            if (!Running || serial != Serial || _invalid) return;
            _invalid = true;
            HoldInvalid();
        }

        /// <summary>A transaction whose id is not valid has used its allowed energy: it ends, or continues without energy (E 3.17).</summary>
        private void HoldInvalid()
        {
            if (!_c.Outputs.EnergyPermitted || _c.Inputs.RegisterWh - MeterStartWh < _c.Configuration.Whole(OcppKeys.MaxEnergyOnInvalidId)) return;
            if (_c.Configuration.Truth(OcppKeys.StopTransactionOnInvalidId)) End(StopReasons.DeAuthorized);
            else _c.Outputs.EnergyPermitted = false;
        }

        /// <summary>Does what is due, once a step of the session: recovers at the start, begins, ends, takes values.</summary>
        public void Step()
        {
            KeepForStop();
            if (!_recovered) Recover();
            if (_stopDue) StoreStop();
            if (!_c.Inputs.Plugged) Finishing = false;
            if (_authorized != null) TryBegin();
            if (Running) Watch();
            if (Running) Sample();
            Align();
        }

        private void TryBegin()
        {
            bool ready = _c.Inputs.Plugged && !_stopDue && !_c.Inputs.FaultStops;
            if (!ready || _c.NowMs < _flashMs)
            {
                _c.Due(ready ? _flashMs : _authorizedUntilMs);
                // The time counts with a vehicle plugged too: after a long fault the one who presented the id may be gone.
                if (ready || _c.NowMs < _authorizedUntilMs) return;
                _c.Warn("id '" + _authorized + "': " + (_c.Inputs.Plugged ? "no transaction could begin" : "nothing was plugged in") + " within " + _c.Configuration.Whole(OcppKeys.ConnectionTimeOut) + " s");
                _authorized = null;
                Finishing = _c.Inputs.Plugged;
                return;
            }
            _record.Kind = RecordKind.Start;
            _record.Serial = Serial + 1;
            _record.IsFirstOfBoot = _record.Serial == _firstSerial;
            _record.IdTag = _authorized;
            _record.HasReservation = _c.Profiles != null && _c.Profiles.EndsReservation(_authorized, ParentIdTag);
            _record.Detail = _record.HasReservation ? _c.Profiles.Reservation.ReservationId : 0;
            _record.RegisterWh = _c.Inputs.RegisterWh;
            _startUtcMs = 0;
            Stamp(_record, 0);
            if (!_c.Queue.Append(_record))
            {
                Refused();
                if (FlashRetry.Lasts(_flashPauseMs)) Withdraw("flash refuses to store its start");
                return;
            }
            Stored();
            Serial++;
            IdTag = _authorized;
            MeterStartWh = _c.Inputs.RegisterWh;
            _authorized = null;
            _c.Authorizer.Withdraw();
            _invalid = false;
            Running = true;
            Finishing = false;
            _startMs = _c.NowMs;
            _startUtcMs = _record.TimeIsUtc ? _record.TimeMs : 0;
            Reschedule();
            _c.Outputs.TransactionSerial = Serial;
            _c.Outputs.TransactionRunning = true;
            _c.Outputs.EnergyPermitted = true;
            KeepEdge(ReadingContexts.Begin);
            _c.Info("transaction " + Serial + " begins for id '" + IdTag + "' at " + MeterStartWh + " Wh");
        }

        private void Watch()
        {
            if (Disconnected)
            {
                if (_c.NowMs >= _disconnectedUntilMs) End(StopReasons.EVDisconnected);
                else _c.Due(_disconnectedUntilMs);
            }
            else if (_c.Inputs.EndedSerial == _c.Outputs.TransactionSerial && _c.Inputs.EndedReason != null) EndedByCharger(StopReasons.Number(_c.Inputs.EndedReason));
            else WatchPlug();
            if (_invalid && Running) HoldInvalid();
        }

        private void WatchPlug()
        {
            if (_c.Inputs.Plugged) _unpluggedSinceMs = 0;
            else if (_unpluggedSinceMs == 0) _unpluggedSinceMs = _c.NowMs;
            else if (_c.NowMs - _unpluggedSinceMs >= UnpluggedMs) EndedByCharger(StopReasons.EVDisconnected);
            if (_unpluggedSinceMs != 0) _c.Due(_unpluggedSinceMs + UnpluggedMs);
        }

        private void EndedByCharger(int reason)
        {
            if (reason != StopReasons.EVDisconnected || _c.Configuration.Truth(OcppKeys.StopTransactionOnEVSideDisconnect))
            {
                End(reason);
                return;
            }
            // The next vehicle may be another one: no energy before the id is presented again.
            _c.Outputs.EnergyPermitted = false;
            Disconnected = true;
            _disconnectedUntilMs = _c.NowMs + _c.Configuration.Whole(OcppKeys.ConnectionTimeOut) * 1000L;
            _c.Info("transaction " + Serial + ": the vehicle is disconnected; without id '" + IdTag + "' it ends in " + _c.Configuration.Whole(OcppKeys.ConnectionTimeOut) + " s");
        }

        /// <summary>The id of a transaction whose vehicle had left is presented again, with a vehicle plugged: energy again. False to end it.</summary>
        private bool GoesOn()
        {
            if (!Disconnected || !_c.Inputs.Plugged || _c.Inputs.FaultStops) return false;
            Disconnected = false;
            // The charger has ended the old number for good.
            _c.Outputs.TransactionSerial += ConnectorOutputs.NextPermit;
            _c.Outputs.EnergyPermitted = !_invalid;
            _c.Info("transaction " + Serial + " goes on: id '" + IdTag + "' was presented anew");
            return true;
        }

        /// <param name="utcMs">0 for now.</param>
        private void Stamp(TransactionRecord record, long utcMs)
        {
            record.TimeIsUtc = _c.Clock.IsKnown;
            record.TimeMs = !record.TimeIsUtc ? _c.NowMs : utcMs != 0 ? utcMs : _c.Clock.UtcNowMs;
            // The clock may be set back: no record of a transaction is earlier than its start.
            if (record.TimeIsUtc) record.TimeMs = record.TimeMs < _startUtcMs ? _startUtcMs : record.TimeMs;
        }

        private void StoreStop()
        {
            if (_c.NowMs < _flashMs)
            {
                _c.Due(_flashMs);
                return;
            }
            if (_c.Queue.Append(_record)) _stopDue = false;
            else Refused();
        }

        /// <summary>The device restarts although flash still refuses the stop: logs what is lost.</summary>
        public void TellLostStop()
        {
            _c.Log.Write(LogLevel.Error, LogSection.Ocpp, "restart without the end of transaction " + _record.Serial + " on flash: its stop at " + _record.RegisterWh
                + " Wh (" + StopReasons.Word(_record.Detail) + ") is lost, the next start ends it at its last stored value: check the flash");
        }

        private void Stored()
        {
            _flashMs = _c.NowMs;
            _flashPauseMs = 0;
        }

        private void Refused()
        {
            _flashPauseMs = FlashRetry.Longer(_flashPauseMs);
            _flashMs = _c.NowMs + _flashPauseMs;
        }

        /// <summary>A transaction found open after a restart is closed as of its last record (rule 29).</summary>
        private void Recover()
        {
            _recovered = true;
            if (!_c.Queue.IsOpen) return;
            TransactionRecord last = _c.Queue.OpenEnd;
            _record.Kind = RecordKind.Stop;
            _record.Serial = last.Serial;
            _record.IdTag = last.IdTag;
            _record.Detail = CutBy == null ? StopReasons.PowerLoss : StopReasons.Reboot;
            // Not the present register: after a power cut it continues from the end of its reserve, which was not delivered.
            _record.RegisterWh = last.RegisterWh;
            _record.TimeMs = last.TimeMs;
            _record.TimeIsUtc = last.TimeIsUtc;
            _stopDue = true;
            _c.Warn("transaction " + last.Serial + " was cut by " + (CutBy == null ? "a power loss" : "a restart (" + CutBy + ")") + ": it is closed at " + _record.RegisterWh + " Wh");
        }
    }
}
