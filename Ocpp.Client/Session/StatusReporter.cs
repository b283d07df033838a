using Ocpp.Client.Availability;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// StatusNotification of connectors 0 and 1: only the present status, when it changed and lasted (rules 18, 48 to 53), with
    /// the time of the change. A status that follows from a transaction is sent after the transaction's own message.
    /// </summary>
    internal sealed class StatusReporter
    {
        private const int RetryMs = 10000;

        private const string FlashRefuses = "flash refuses the end of the last transaction";

        /// <summary>In place of a connector: the message that is out reports a conflict.</summary>
        private const int ConflictOut = 2;

        private readonly SessionContext _c;
        private readonly ConnectorStatus[] _sent = new ConnectorStatus[] { ConnectorStatus.Unreported, ConnectorStatus.Unreported };
        private readonly ConnectorStatus[] _now = new ConnectorStatus[] { ConnectorStatus.Available, ConnectorStatus.Available };
        private readonly string[] _sentError = new string[] { "NoError", "NoError" };
        private readonly bool[] _wanted = new bool[2];
        private readonly long[] _changedMs = new long[2];
        private readonly string[] _nowError = new string[] { "NoError", "NoError" };
        private long _sinceMs;
        private string _info;
        private bool _unplugged;
        private long _nextMs;
        private int _out = -1;
        private int _acceptances;

        public StatusReporter(SessionContext context)
        {
            _c = context;
        }

        /// <summary>Connector 1 as it is.</summary>
        public ConnectorStatus Connector => _now[1];

        /// <summary>The vehicle was plugged or unplugged: the status after unplugging has an info text (rule 53).</summary>
        public void Plugged(bool plugged) => _unplugged = !plugged;

        /// <summary>A conflict with the local list to report, once and for connector 0 (rule 37); null for none.</summary>
        public string Conflict { get; set; }

        /// <summary>A TriggerMessage asks for the status of a connector (rule 58).</summary>
        public void Want(int connectorId) => _wanted[connectorId] = true;

        /// <summary>Sets the present status.</summary>
        public void Refresh(ConnectorStatus whole, ConnectorStatus connector, int acceptances)
        {
            Note(0, whole);
            if (_now[1] != connector)
            {
                _sinceMs = _c.NowMs;
                _info = null;
                if (_unplugged && (!_c.Transactions.Running || _c.Transactions.Disconnected))
                {
                    _info = "EV side disconnected";
                    _unplugged = false;
                }
            }
            Note(1, connector);
            if (_acceptances == acceptances) return;
            _acceptances = acceptances;
            _wanted[0] = _wanted[1] = true;
        }

        /// <summary>Sends what is due; true when it did.</summary>
        /// <param name="wantedOnly">Only what <see cref="Want"/> asked for.</param>
        public bool TrySend(bool wantedOnly)
        {
            if (!_c.Rpc.CanCall || _c.NowMs < _nextMs) return false;
            if (Conflict != null && !wantedOnly)
            {
                TellConflict();
                return true;
            }
            for (int id = 0; id < 2; id++)
            {
                if (wantedOnly ? !_wanted[id] : !IsDue(id)) continue;
                ConnectorStatus next = ConnectorStatusTable.Towards(_sent[id], _now[id]);
                if (id == 1 && !wantedOnly && IsEarly(next)) continue;
                Send(id, next);
                return true;
            }
            return false;
        }

        /// <summary>Our call was answered, or refused with a CALLERROR, since a repetition would get the same answer. False when it was lost or timed out.</summary>
        public void Ended(bool answered)
        {
            if (_out == ConflictOut)
            {
                if (answered) Conflict = null;
                else _nextMs = _c.NowMs + RetryMs;
                return;
            }
            if (answered || _out < 0) return;
            _sent[_out] = ConnectorStatus.Unreported;
            _nextMs = _c.NowMs + RetryMs;
        }

        private void Note(int id, ConnectorStatus status)
        {
            string error = Error(id, status);
            if (_now[id] != status || _nowError[id] != error) _changedMs[id] = _c.NowMs;
            _now[id] = status;
            _nowError[id] = error;
        }

        /// <summary>The transaction's message that this status follows is still to be sent, and can be.</summary>
        private bool IsEarly(ConnectorStatus next)
        {
            switch (next)
            {
                case ConnectorStatus.Charging:
                case ConnectorStatus.SuspendedEV:
                case ConnectorStatus.SuspendedEVSE: return _c.Delivery.Owes(RecordKind.Start);
                case ConnectorStatus.Finishing:
                case ConnectorStatus.Available:
                case ConnectorStatus.Preparing:
                    if (_c.Transactions.Running) return false;
                    return _c.Delivery.Owes(RecordKind.Stop) || !_c.Transactions.IsStopStored;
                default: return false;
            }
        }

        private bool IsDue(int id)
        {
            if (_wanted[id]) return true;
            if (_now[id] == _sent[id] && _nowError[id] == _sentError[id]) return false;
            bool fault = _now[id] == ConnectorStatus.Faulted || _sent[id] == ConnectorStatus.Unreported;
            if (id == 0 || fault) return true;
            long dueMs = _sinceMs + _c.Configuration.Whole(OcppKeys.MinimumStatusDuration) * 1000L;
            _c.Due(dueMs);
            return _c.NowMs >= dueMs;
        }

        private string Error(int id, ConnectorStatus status)
        {
            // Connector 0 only reports faults that make it unusable; warnings belong to connector 1.
            bool faulted = status == ConnectorStatus.Faulted;
            if (_c.Inputs.FaultErrorCode != null && (id == 1 || faulted)) return _c.Inputs.FaultErrorCode;
            return faulted ? "InternalError" : "NoError";
        }

        private void Send(int id, ConnectorStatus status)
        {
            string error = _nowError[id];
            bool fault = error != "NoError";
            // A triggered message has the present time, a change its own time.
            long utcMs = _c.UtcMs;
            if (utcMs > 0 && !_wanted[id]) utcMs -= _c.NowMs - _changedMs[id];
            _wanted[id] = false;
            _out = id;
            _sent[id] = status;
            _sentError[id] = error;
            string info = fault ? _c.Inputs.FaultErrorCode == null ? FlashRefuses : _c.Inputs.FaultInfo : id == 1 && status == _now[1] ? _info : null;
            _c.Rpc.BeginCall(StatusNotification.Action);
            StatusNotification.Write(_c.Rpc.Writer, id, error, info, ConnectorStatusTable.Word(status), utcMs, fault ? _c.Inputs.FaultVendorCode : null, _c.Work);
            _c.Rpc.EndCall(CallKind.Status, _c.NowMs, _c.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        // Neither the status nor the record of what was sent changes.
        private void TellConflict()
        {
            _out = ConflictOut;
            _c.Rpc.BeginCall(StatusNotification.Action);
            StatusNotification.Write(_c.Rpc.Writer, 0, "LocalListConflict", Conflict, ConnectorStatusTable.Word(_now[0]), _c.UtcMs, null, _c.Work);
            _c.Rpc.EndCall(CallKind.Status, _c.NowMs, _c.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }
    }
}
