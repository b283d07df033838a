using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// The vehicle's battery management system on CAN2: its request, its permission, its state of charge. Sends feedback every
    /// 500 ms from boot on, and the queries of its profile.
    /// </summary>
    public sealed class Bms
    {
        private const int FeedbackEveryMs = 500;
        private const int QueryEveryMs = 2000;

        /// <summary>Between two queries of a round: enough to fetch the answer to the first, even when CAN_RX wakes late.</summary>
        private const int QueryApartMs = 100;

        /// <summary>When the last request frame arrived, plausible or not; -1 before the first.</summary>
        public long RequestMs = -1;

        /// <summary>Rises with every plausible request frame.</summary>
        public int PlausibleRequests;
        /// <summary>When the last plausible request arrived; -1 before the first.</summary>
        public long PlausibleMs = -1;

        /// <summary>d4 of the last request was 0, even if its values were implausible; false after unplugging.</summary>
        public bool Permits;
        /// <summary>d4 of the last request (<see cref="BmsProtocol.RefusesOverCurrent"/> and the following); 0 after unplugging.</summary>
        public int RefusalBits;
        /// <summary>Vmax of the last plausible request in mV; -1 before the first and after unplugging.</summary>
        public int MaxMv = -1;
        /// <summary>Imax of the last plausible request in mA; -1 before the first and after unplugging.</summary>
        public int MaxMa = -1;

        /// <summary>Frames with a DLC other than 8, since boot; dropped.</summary>
        public int WrongLengths;
        /// <summary>Frames with a value outside its plausible range, since boot.</summary>
        public int Implausible;

        /// <summary>State of charge, model and range.</summary>
        public readonly VehicleCharge Charge;

        private readonly int[] _settings;
        private readonly ICanPort _port;
        private readonly BmsReading _reading = new BmsReading();
        private readonly byte[] _buffer = new byte[BmsProtocol.FrameBytes];
        private long _nextFeedbackMs;
        private long _nextQueryMs;
        private long _roundMs;
        private int _query;

        /// <summary>Feedback and the first query are due at once.</summary>
        public Bms(int[] settings, ICanPort port)
        {
            _settings = settings;
            _port = port;
            Charge = new VehicleCharge(settings);
        }

        /// <summary>Reads one frame of CAN2. One with an unknown identifier changes nothing, one of another length than 8 is only counted.</summary>
        public void Receive(Frame frame)
        {
            DecodeResult result = BmsCodec.Decode(frame.Id, frame.Data, frame.Length, (VehicleProfile)_settings[ChargerSettings.Profile], _reading);
            // Its signal is none.
            if (result == DecodeResult.WrongLength) WrongLengths++;
            if (result == DecodeResult.Implausible) Implausible++;
            switch (_reading.Signal)
            {
                case BmsSignal.Request: ApplyRequest(result == DecodeResult.Ok, frame.TimeMs); break;
                case BmsSignal.ChargeCounter: Charge.ApplyCharged(_reading.MilliAmpereHours); break;
                case BmsSignal.DischargeCounter: Charge.ApplyDischarged(_reading.MilliAmpereHours); break;
                case BmsSignal.Daly:
                    if (result == DecodeResult.Ok) Charge.ApplyDaly(_reading.SocDeciPercent);
                    break;
            }
        }

        /// <summary>When the next frame is due.</summary>
        public long DueMs => _nextFeedbackMs < _nextQueryMs ? _nextFeedbackMs : _nextQueryMs;

        /// <summary>Sends feedback and queries that are due, with the terminals' values and the flags of charger-protocol.md, "CAN2: vehicle BMS".</summary>
        public void Step(long nowMs, int terminalMv, int terminalMa, int flags)
        {
            if (nowMs >= _nextFeedbackMs)
            {
                BmsCodec.EncodeFeedback(_buffer, terminalMv, terminalMa, flags);
                if (!Send(BmsProtocol.FeedbackId)) return;
                _nextFeedbackMs = _nextFeedbackMs + FeedbackEveryMs <= nowMs ? nowMs + FeedbackEveryMs : _nextFeedbackMs + FeedbackEveryMs;
            }
            if (nowMs >= _nextQueryMs) Ask(nowMs);
        }

        /// <summary>The vehicle was unplugged: forgets all that it has sent.</summary>
        public void Forget()
        {
            Permits = false;
            MaxMv = -1;
            MaxMa = -1;
            RefusalBits = 0;
            Charge.Forget();
        }

        private void ApplyRequest(bool plausible, long timeMs)
        {
            RequestMs = timeMs;
            RefusalBits = _reading.RefusalBits;
            Permits = RefusalBits == 0;
            if (_reading.SocDeciPercent >= 0) Charge.ApplyRequested(_reading.SocDeciPercent);
            if (!plausible) return;
            PlausibleRequests++;
            PlausibleMs = timeMs;
            MaxMv = _reading.MilliVolt;
            MaxMa = _reading.MilliAmpere;
            Charge.ApplyMaxCurrent(MaxMa);
        }

        // One query per turn: two answers and a request at once are more than the controller's two buffers hold.
        private void Ask(long nowMs)
        {
            System.Array.Clear(_buffer, 0, BmsProtocol.FrameBytes);
            if (!Send(_query == 0 ? BmsProtocol.ChargeCounterQueryId : _query == 1 ? BmsProtocol.DischargeCounterQueryId : BmsProtocol.DalyQueryId)) return;
            int queries = _settings[ChargerSettings.Profile] == (int)VehicleProfile.Daly ? 3 : 2;
            if (++_query < queries)
            {
                _nextQueryMs = nowMs + QueryApartMs;
                return;
            }
            _query = 0;
            _roundMs = _roundMs + QueryEveryMs <= nowMs ? nowMs + QueryEveryMs : _roundMs + QueryEveryMs;
            _nextQueryMs = _roundMs;
        }

        private bool Send(uint id) => _port.TrySend(id, _buffer, false);
    }
}
