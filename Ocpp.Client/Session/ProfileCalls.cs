using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Reservation;
using Ocpp.Client.SmartCharging;

namespace Ocpp.Client.Session
{
    /// <summary>Smart charging and reservation in the session: answers their calls, keeps their limit in the outputs, ends what is over.</summary>
    public sealed class ProfileCalls
    {
        private const int EveryMs = 1000;
        private const int SweepMs = 60_000;

        private readonly ChargingProfileStore _profiles;
        private readonly ScheduleCalculator _calculator;
        private readonly ReservationBook _reservation;
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

        /// <param name="mostW">What the charger can do at most: a composite schedule names it where no profile limits.</param>
        public ProfileCalls(IStorage storage, Crc32 crc, ConfigurationStore configuration, int mostW, int mostMa)
        {
            int most = configuration.Whole(OcppKeys.MaxChargingProfilesInstalled);
            _maxPeriods = configuration.Whole(OcppKeys.ChargingScheduleMaxPeriods);
            _profiles = new ChargingProfileStore(storage, crc, 1, most, _maxPeriods, configuration.Whole(OcppKeys.ChargeProfileMaxStackLevel));
            _calculator = new ScheduleCalculator(_profiles);
            _reservation = new ReservationBook(storage, crc, configuration.Truth(OcppKeys.ReserveConnectorZeroSupported));
            _mostW = mostW;
            _mostMa = mostMa;
        }

        public ChargingProfileStore Profiles => _profiles;

        public ReservationBook Reservation => _reservation;

        /// <summary>Null when this id may begin, else why not.</summary>
        public string WhyNot(string idTag)
        {
            return _reservation.Match(idTag, null) == ReservationMatch.ForAnotherId ? "the connector is reserved for another id, reservation " + _reservation.ReservationId : null;
        }

        /// <summary>The reservation that a transaction of this id ends; 0 for none (rule 25).</summary>
        public int ReservationFor(string idTag)
        {
            return _reservation.Match(idTag, null) == ReservationMatch.ForThisId ? _reservation.ReservationId : 0;
        }

        /// <summary>A profile to read into.</summary>
        public ChargingProfile NewProfile() => new ChargingProfile(_maxPeriods);

        /// <summary>Keeps the profile of a remote start until its transaction begins (rule 57). Null when that is done, else why not.</summary>
        public string Hold(SessionContext c, ChargingProfile profile)
        {
            ProfileResult result = _profiles.Hold(1, profile, c.UtcMs);
            _holding |= result == ProfileResult.Accepted;
            return result == ProfileResult.Accepted ? null : "charging profile " + profile.ProfileId + " is not installed, reason " + (int)result;
        }

        /// <summary>False when the call is none of these. One with a bad payload is not answered: <c>c.Payload</c> says what is wrong.</summary>
        public bool TryHandle(SessionContext c, TransactionControl transactions)
        {
            if (c.Rpc.Frame.IsNamed(SetChargingProfile.Action)) Set(c, transactions);
            else if (c.Rpc.Frame.IsNamed(ClearChargingProfile.Action)) Clear(c);
            else if (c.Rpc.Frame.IsNamed(GetCompositeSchedule.Action)) Compose(c);
            else if (c.Rpc.Frame.IsNamed(ReserveNow.Action)) Reserve(c, transactions);
            else if (c.Rpc.Frame.IsNamed(CancelReservation.Action)) Cancel(c);
            else return false;
            return true;
        }

        /// <summary>Once a step, after the transactions' own.</summary>
        public void Step(SessionContext c, TransactionControl transactions)
        {
            if (!_begun) Begin(c);
            if (transactions.Running != _wasRunning || !_begun) Turned(c, transactions);
            _begun = true;
            if (_holding && !transactions.Running && !transactions.Preparing)
            {
                _holding = false;
                _profiles.DropHeld();
            }
            if (_reservation.Step(c.Clock.IsKnown, c.UtcMs, c.Inputs.FaultStops, transactions.Unavailable)) c.Info("reservation " + _reservation.ReservationId + " is over, reason " + (int)_reservation.LastEnd);
            if (c.NowMs >= _sweepMs && c.Clock.IsKnown)
            {
                _sweepMs = c.NowMs + SweepMs;
                int swept = _profiles.Sweep(c.UtcMs);
                if (swept > 0) c.Info(swept + " charging profiles are past and removed");
            }
            if (_profiles.Revision != _revision || c.NowMs >= _nextMs) Limit(c, transactions.Running);
        }

        private void Begin(SessionContext c)
        {
            if (!_profiles.Load()) c.Warn("the stored charging profiles are of no use: none is installed");
            if (!_reservation.Load()) c.Warn("the stored reservation is of no use: nothing is reserved");
        }

        private void Turned(SessionContext c, TransactionControl transactions)
        {
            _wasRunning = transactions.Running;
            _revision = -1;
            if (!transactions.Running)
            {
                _profiles.EndTransaction();
                return;
            }
            _startMs = c.NowMs;
            _holding = false;
            _profiles.BeginTransaction();
            if (ReservationFor(transactions.IdTag) != 0) _reservation.Use();
        }

        // Every second and not only at the next change: the clock may step.
        private void Limit(SessionContext c, bool running)
        {
            _revision = _profiles.Revision;
            _nextMs = c.NowMs + EveryMs;
            long elapsedMs = running ? c.NowMs - _startMs : -1;
            if (c.Clock.IsKnown) _calculator.Compute(1, c.UtcMs, elapsedMs);
            else _calculator.ComputeWithoutClock(1, elapsedMs);
            c.Outputs.LimitW = _calculator.LimitW;
            c.Outputs.LimitMa = _calculator.LimitMa;
        }

        private void Set(SessionContext c, TransactionControl transactions)
        {
            ChargingProfile profile = NewProfile();
            if (!SetChargingProfile.Read(c.Payload, c.Rpc.Frame, profile, out int connectorId)) return;
            bool known = c.Queue.IdSerial == transactions.Serial;
            ProfileResult result = _profiles.Set(connectorId, profile, transactions.Running, known, c.Queue.TransactionId, c.UtcMs);
            if (result != ProfileResult.Accepted) c.Warn("charging profile " + profile.ProfileId + " is rejected, reason " + (int)result);
            c.Rpc.Status(result == ProfileResult.Accepted ? "Accepted" : "Rejected");
        }

        private void Clear(SessionContext c)
        {
            ClearChargingProfile m = new ClearChargingProfile();
            if (m.Read(c.Payload, c.Rpc.Frame)) c.Rpc.Status(_profiles.Clear(m.HasId, m.Id, m.ConnectorId, m.Purpose, m.StackLevel) ? "Accepted" : "Unknown");
        }

        private void Compose(SessionContext c)
        {
            if (!GetCompositeSchedule.Read(c.Payload, c.Rpc.Frame, out int connectorId, out int durationS, out ChargingRateUnit unit)) return;
            CompositeSchedule schedule = new CompositeSchedule();
            int nominalMv = _mostMa > 0 ? (int)(_mostW * 1_000_000L / _mostMa) : 0;
            int voltageMv = c.Inputs.VoltageMv > 0 ? c.Inputs.VoltageMv : nominalMv;
            int mostDeci = unit == ChargingRateUnit.W ? _mostW * 10 : _mostMa / 100;
            long elapsedMs = _wasRunning ? c.NowMs - _startMs : -1;
            bool can = connectorId <= 1 && c.Clock.IsKnown && _calculator.Compose(connectorId, c.UtcMs, elapsedMs, durationS, unit, voltageMv, mostDeci, schedule);
            _revision = -1;
            if (!can)
            {
                c.Rpc.Status("Rejected");
                return;
            }
            c.Rpc.BeginResult();
            GetCompositeSchedule.WriteAnswer(c.Rpc.Writer, schedule, c.Work);
            c.Rpc.EndResult();
        }

        private void Reserve(SessionContext c, TransactionControl transactions)
        {
            ReserveNow m = new ReserveNow();
            if (!m.Read(c.Payload, c.Rpc.Frame)) return;
            bool taken = transactions.Running || transactions.Preparing || transactions.Finishing || c.Inputs.Plugged;
            ConnectorUse use = c.Inputs.FaultStops ? ConnectorUse.Faulted : transactions.Unavailable ? ConnectorUse.Unavailable : taken ? ConnectorUse.Occupied : ConnectorUse.Free;
            ReservationStatus status = _reservation.Reserve(m.ConnectorId, m.ReservationId, m.IdTag, m.ParentIdTag, m.ExpiryMs, use, c.UtcMs);
            if (status != ReservationStatus.Accepted) c.Warn("reservation " + m.ReservationId + " for connector " + m.ConnectorId + " is refused: " + ReservationBook.Word(status));
            c.Rpc.Status(ReservationBook.Word(status));
        }

        private void Cancel(SessionContext c)
        {
            if (CancelReservation.Read(c.Payload, c.Rpc.Frame, out int id)) c.Rpc.Status(_reservation.Cancel(id) ? "Accepted" : "Rejected");
        }
    }
}
