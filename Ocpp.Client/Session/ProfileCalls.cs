using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Reservation;
using Ocpp.Client.SmartCharging;

namespace Ocpp.Client.Session
{
    /// <summary>Smart charging and reservation in the session: answers their calls, sets their limit in the outputs, removes expired profiles and reservations.</summary>
    public sealed class ProfileCalls : SessionPart
    {
        private const int EveryMs = 1000;
        private const int SweepMs = 60_000;

        private readonly ChargingProfileStore _profiles;
        private readonly ScheduleCalculator _calculator;
        private readonly ReservationStore _reservation;
        private readonly int _maxPeriods;
        private readonly int _mostW;
        private readonly int _mostMa;
        private bool _begun;
        private bool _wasRunning;
        private bool _holding;
        private int _revision = -1;
        private long _startMs;
        private long _nextMs;
        private long _sweepMs;

        /// <summary>Takes its bounds from the configuration; reads profiles and reservation in its first step.</summary>
        /// <param name="mostW">Highest power of the charger: a composite schedule has it when no profile limits.</param>
        public ProfileCalls(IStorage storage, Crc32 crc, ConfigurationStore configuration, int mostW, int mostMa)
        {
            int most = configuration.Whole(OcppKeys.MaxChargingProfilesInstalled);
            _maxPeriods = configuration.Whole(OcppKeys.ChargingScheduleMaxPeriods);
            _profiles = new ChargingProfileStore(storage, crc, 1, most, _maxPeriods, configuration.Whole(OcppKeys.ChargeProfileMaxStackLevel));
            _calculator = new ScheduleCalculator(_profiles);
            _reservation = new ReservationStore(storage, crc, configuration.Truth(OcppKeys.ReserveConnectorZeroSupported));
            _mostW = mostW;
            _mostMa = mostMa;
        }

        /// <summary>The installed charging profiles.</summary>
        public ChargingProfileStore Profiles => _profiles;

        /// <summary>The one reservation.</summary>
        public ReservationStore Reservation => _reservation;

        /// <summary>Null when this id may begin, else why not.</summary>
        /// <param name="parentIdTag">Of the id as far as it is known, else empty.</param>
        public string WhyNot(string idTag, string parentIdTag)
        {
            return _reservation.Match(idTag, parentIdTag) == ReservationMatch.ForAnotherId ? "the connector is reserved for another id, reservation " + _reservation.ReservationId : null;
        }

        /// <summary>Whether a transaction of this id ends the reservation, <see cref="ReservationStore.ReservationId"/> (rule 25).</summary>
        public bool EndsReservation(string idTag, string parentIdTag) => _reservation.Match(idTag, parentIdTag) == ReservationMatch.ForThisId;

        /// <summary>Periods that a schedule may have: ChargingScheduleMaxPeriods.</summary>
        public int MaxPeriods => _maxPeriods;

        /// <summary>Keeps the profile of a remote start until its transaction begins (rule 57). Null when it is kept, else why not.</summary>
        public string Hold(ChargingProfile profile)
        {
            ProfileResult result = _profiles.Hold(1, profile, C.UtcMs);
            _holding |= result == ProfileResult.Accepted;
            return result == ProfileResult.Accepted ? null : "charging profile " + profile.ProfileId + " is not installed: " + Describe(result);
        }

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            if (C.Rpc.Frame.IsNamed(SetChargingProfile.Action)) Set();
            else if (C.Rpc.Frame.IsNamed(ClearChargingProfile.Action)) Clear();
            else if (C.Rpc.Frame.IsNamed(GetCompositeSchedule.Action)) Compose();
            else if (C.Rpc.Frame.IsNamed(ReserveNow.Action)) Reserve();
            else if (C.Rpc.Frame.IsNamed(CancelReservation.Action)) Cancel();
            else return false;
            return true;
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (!_begun) Begin();
            if (C.Transactions.Running != _wasRunning || !_begun) Turned();
            _begun = true;
            if (_holding && !C.Transactions.Running && !C.Transactions.Preparing)
            {
                _holding = false;
                _profiles.DropHeld();
            }
            if (_reservation.Step(C.Clock.IsKnown, C.UtcMs, C.Inputs.FaultStops, C.Transactions.Unavailable)) C.Info("reservation " + _reservation.ReservationId + " is over: " + ReservationStore.Word(_reservation.LastEnd));
            if (C.NowMs >= _sweepMs && C.Clock.IsKnown)
            {
                _sweepMs = C.NowMs + SweepMs;
                int swept = _profiles.Sweep(C.UtcMs);
                if (swept > 0) C.Info(swept + " expired charging profiles removed");
            }
            if (_profiles.Revision != _revision || C.NowMs >= _nextMs) Limit(C.Transactions.Running);
        }

        private void Begin()
        {
            if (!_profiles.Load()) C.Warn("the stored charging profiles are damaged: none is installed");
            if (!_reservation.Load()) C.Warn("the stored reservation is damaged: nothing is reserved");
        }

        private void Turned()
        {
            _wasRunning = C.Transactions.Running;
            _revision = -1;
            if (!C.Transactions.Running)
            {
                _profiles.EndTransaction();
                return;
            }
            _startMs = C.NowMs;
            _holding = false;
            _profiles.BeginTransaction();
            if (EndsReservation(C.Transactions.IdTag, C.Transactions.ParentIdTag)) _reservation.Use();
        }

        // Every second, not only at the next change, since the clock may step.
        private void Limit(bool running)
        {
            _revision = _profiles.Revision;
            _nextMs = C.NowMs + EveryMs;
            long elapsedMs = running ? C.NowMs - _startMs : -1;
            if (C.Clock.IsKnown) _calculator.Compute(1, C.UtcMs, elapsedMs);
            else _calculator.ComputeWithoutClock(1, elapsedMs);
            C.Outputs.LimitW = _calculator.LimitW;
            C.Outputs.LimitMa = _calculator.LimitMa;
        }

        private void Set()
        {
            ChargingProfile profile = new ChargingProfile(_maxPeriods);
            if (!SetChargingProfile.Read(C.Payload, C.Rpc.Frame, profile, out int connectorId)) return;
            bool known = C.Queue.IdSerial == C.Transactions.Serial;
            ProfileResult result = _profiles.Set(connectorId, profile, C.Transactions.Running, known, C.Queue.TransactionId, C.UtcMs);
            if (result != ProfileResult.Accepted) C.Warn("charging profile " + profile.ProfileId + " is rejected: " + Describe(result));
            C.Rpc.Status(result == ProfileResult.Accepted ? "Accepted" : "Rejected");
        }

        private void Clear()
        {
            ClearChargingProfile m = new ClearChargingProfile();
            if (m.Read(C.Payload, C.Rpc.Frame)) C.Rpc.Status(_profiles.Clear(m.HasId, m.Id, m.ConnectorId, m.Purpose, m.StackLevel) ? "Accepted" : "Unknown");
        }

        private void Compose()
        {
            if (!GetCompositeSchedule.Read(C.Payload, C.Rpc.Frame, out int connectorId, out int durationS, out ChargingRateUnit unit)) return;
            CompositeSchedule schedule = new CompositeSchedule();
            int nominalMv = _mostMa > 0 ? (int)(_mostW * 1_000_000L / _mostMa) : 0;
            int voltageMv = C.Inputs.VoltageMv > 0 ? C.Inputs.VoltageMv : nominalMv;
            int mostDeci = unit == ChargingRateUnit.W ? _mostW * 10 : _mostMa / 100;
            long elapsedMs = _wasRunning ? C.NowMs - _startMs : -1;
            bool can = connectorId <= 1 && C.Clock.IsKnown && _calculator.Compose(connectorId, C.UtcMs, elapsedMs, durationS, unit, voltageMv, mostDeci, schedule);
            _revision = -1;
            if (!can)
            {
                C.Rpc.Status("Rejected");
                return;
            }
            C.Rpc.BeginResult();
            GetCompositeSchedule.WriteAnswer(C.Rpc.Writer, schedule, C.Work);
            C.Rpc.EndResult();
        }

        private void Reserve()
        {
            ReserveNow m = new ReserveNow();
            if (!m.Read(C.Payload, C.Rpc.Frame)) return;
            bool taken = C.Transactions.Running || C.Transactions.Preparing || C.Transactions.Finishing || C.Inputs.Plugged;
            ConnectorUse use = C.Inputs.FaultStops ? ConnectorUse.Faulted : C.Transactions.Unavailable ? ConnectorUse.Unavailable : taken ? ConnectorUse.Occupied : ConnectorUse.Free;
            ReservationStatus status = _reservation.Reserve(m.ConnectorId, m.ReservationId, m.IdTag, m.ParentIdTag, m.ExpiryMs, use, C.UtcMs);
            if (status != ReservationStatus.Accepted) C.Warn("reservation " + m.ReservationId + " for connector " + m.ConnectorId + " is refused: " + ReservationStore.Word(status));
            C.Rpc.Status(ReservationStore.Word(status));
        }

        private void Cancel()
        {
            if (CancelReservation.Read(C.Payload, C.Rpc.Frame, out int id)) C.Rpc.Status(_reservation.Cancel(id) ? "Accepted" : "Rejected");
        }

        private static string Describe(ProfileResult result)
        {
            switch (result)
            {
                case ProfileResult.UnknownConnector: return "there is no such connector";
                case ProfileResult.WrongConnector: return "its purpose does not go with this connector";
                case ProfileResult.NoTransaction: return "no transaction runs";
                case ProfileResult.OtherTransaction: return "its transactionId is not the running transaction's";
                case ProfileResult.StackLevelTooHigh: return "stackLevel is above ChargeProfileMaxStackLevel";
                case ProfileResult.TooManyPeriods: return "more periods than ChargingScheduleMaxPeriods";
                case ProfileResult.BadPeriods: return "its periods do not begin at 0 or do not rise";
                case ProfileResult.Inconsistent: return "its kind, recurrency and times do not fit together";
                case ProfileResult.Full: return "MaxChargingProfilesInstalled is reached";
                case ProfileResult.NotForRemoteStart: return "a remote start takes a TxProfile without transactionId";
                default: return "it could not be stored";
            }
        }
    }
}
