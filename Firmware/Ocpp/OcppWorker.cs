using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>
    /// OCPP: steps the charge point and connects it with the charger. Copies the charger's snapshot to the connector's
    /// inputs, the connector's outputs to the charge permit, and passes the console's commands to both.
    /// </summary>
    internal sealed partial class OcppWorker : Worker
    {
        private const int PublishMs = 500;
        private const int SweepS = 60;

        /// <summary>Between two checks of the network while the link is closed: each allocates a list of the interfaces.</summary>
        private const int NetworkMs = 1000;

        /// <summary>Pause before the next step while work is left: a list for the console, a leak test.</summary>
        private const int BusyMs = 20;

        /// <summary>What a look-up, a TLS handshake and a connect may take together.</summary>
        private const int ConnectLeaseMs = 30000;
        private const int MsPerMinute = 60000;

        private readonly ConnectorExchange _exchange = new ConnectorExchange();
        private Composition _firmware;
        private CommandHandler _commands;
        private VendorMessageHandler _vendor;
        private ChargePoint _point;

        /// <summary>The output's state in the last snapshot; the rest of the snapshot is in the connector's inputs.</summary>
        private bool _outputOn;
        private long _dueMs;
        private int _seen = -1;
        private long _nextPublishMs;

        /// <summary>The session status has a change that is not published yet.</summary>
        private bool _untold;
        private long _nextPauseMs;
        private int _nextSweepS;
        private long _nextNetworkMs;
        private bool _networkUp = true;
        private bool _freePresented;

        public OcppWorker()
            : base("OCPP")
        {
        }

        /// <summary>Connects the worker to the composition, once all of its parts exist.</summary>
        public void Attach(Composition firmware)
        {
            _firmware = firmware;
            _point = firmware.ChargePoint;
            _point.Progress = Progress;
            _commands = new CommandHandler(firmware, Name);
            _vendor = new VendorMessageHandler(firmware);
        }

        /// <summary>
        /// A turn without news only polls the link. A mailbox, the charger's snapshot and a request from another
        /// thread set the wake signal; deadlines of the charge point are in what its step returns.
        /// </summary>
        public override long Step(long nowMs)
        {
            int sets = Wake.Sets;
            if (nowMs < _dueMs && sets == _seen && !_commands.LeakTestRuns && !_firmware.Link.HasNews(nowMs)) return Sooner(nowMs, _dueMs);
            _seen = sets;
            _dueMs = long.MaxValue;
            // After a factory reset, nothing in memory may be written to flash again.
            if (_commands.Forgotten) return Sooner(nowMs, _dueMs);
            // During a restart the cut looks like an emergency stop that nobody pressed: it must not become a fault or end the transaction.
            if (!_firmware.Supervisor.Restarting)
            {
                // Read in place: a copy would take 384 bytes of the heap, and each value is read once.
                ChargerSnapshot charger = _firmware.Snapshots.TryBegin(Name);
                if (charger != null)
                {
                    _outputOn = charger.OutputOn;
                    _exchange.ToInputs(charger, _firmware.Inputs);
                    _firmware.Snapshots.End();
                }
            }
            if (_firmware.Boots.SafeMode) LockOff(_firmware.Inputs, "SafeMode", "Safe mode after three failed boots.");
            if (_commands.LeakTestRuns) LockOff(_firmware.Inputs, "LeakTest", "A leak test runs.");
            if (!_commands.LeakTestRuns && _point.MayReconnect && _firmware.CentralSystem.ConsumeChange()) _point.Connect(_firmware.CentralSystem.Target, nowMs);
            // Commands may change something for the next turn.
            bool busy = _firmware.OcppCommands.Count > 0;
            if (busy) _commands.Run(nowMs, _outputOn);
            PresentFreeId();
            // While the link is not open a step may connect, which blocks: that is announced.
            if (_firmware.Link.State != LinkState.Open || (_firmware.Files != null && _firmware.Files.Busy)) AnnounceLease(nowMs + ConnectLeaseMs);
            if (_firmware.Link.State == LinkState.Closed && nowMs >= _nextNetworkMs) LookAtNetwork(nowMs);
            long next = nowMs + BusyMs;
            // In a separate turn: like a connect it may take as long as the lease.
            if (_point.Connection.ConsumeRenewAddress() && _firmware.Ports.Network != null && !_outputOn) RenewAddress();
            else
            {
                Progress.Enter();
                _point.Step(nowMs, _firmware.Inputs);
                Progress.Leave();
                next = _point.DueMs;
            }
            if (_commands.LeakTestRuns) next = _commands.StepLeakTest(nowMs, next, _outputOn);
            AnnounceLease(0);
            Permit(nowMs);
            TellPanel();
            _vendor.Step(nowMs);
            _commands.Step();
            if (nowMs / 1000 >= _nextSweepS) Sweep((int)(nowMs / 1000));
            if (_point.Outputs.RebootWanted) _firmware.Supervisor.Restart(_point.Outputs.InstallUnderWay ? "new firmware starts" : (_point.ResetIsHard ? BootRecord.HardReset : "soft reset") + _commands.ResetBy);
            if (_point.IsBusy) _untold = true;
            if (nowMs >= _nextPublishMs && Publish())
            {
                _untold = false;
                _nextPublishMs = nowMs + PublishMs;
            }
            if (busy || _commands.Busy) next = nowMs + BusyMs;
            else if (_untold && _nextPublishMs < next) next = _nextPublishMs;
            _dueMs = next;
            return Sooner(nowMs, next);
        }

        /// <summary>Reports the result of a presented card to the panel in images of the flavour Panel=Fitted; in others the call is not compiled.</summary>
        partial void TellPanel();

        /// <summary>The earlier of a deadline and the next poll of the link.</summary>
        private long Sooner(long nowMs, long dueMs)
        {
            long poll = nowMs + _point.PollMs;
            return dueMs < poll ? dueMs : poll;
        }

        /// <summary>Removes finished transactions and logs it; expired charging profiles and reservations are removed elsewhere.</summary>
        private void Sweep(int nowS)
        {
            _nextSweepS = nowS + SweepS;
            int finished = _point.Queue.Sweep();
            if (finished > 0) _firmware.Log.Write(LogLevel.Info, LogSection.Store, "sweep: " + finished + " finished transactions removed from the transaction log");
        }

        /// <summary>Uses a network that is up again at once; while the link is closed the charge point is stepped at least once a second.</summary>
        private void LookAtNetwork(long nowMs)
        {
            _nextNetworkMs = nowMs + NetworkMs;
            bool up = _firmware.NetworkUp;
            if (up && !_networkUp) _point.Connection.NetworkBack(nowMs);
            _networkUp = up;
        }

        private void RenewAddress()
        {
            bool renewed = _firmware.Ports.Network.RenewAddress();
            _firmware.Log.Write(LogLevel.Warning, LogSection.WebSocket, "five failures in a row: " + (renewed ? "the network address is requested again" : "the network address is fixed or was refused"));
        }

        /// <summary>Publishes changed outputs to the charger's side, and tries again until that succeeds.</summary>
        private void Permit(long nowMs)
        {
            ConnectorOutputs outputs = _point.Outputs;
            outputs.PauseForStall = MayPause(nowMs);
            if (!ConnectorExchange.Differ(outputs, _firmware.Permit)) return;
            ChargePermit permit = _firmware.Permits.TryBegin(Name);
            if (permit == null) return;
            ConnectorExchange.ToPermit(outputs, permit);
            _firmware.Permits.End();
        }

        /// <summary>A lost TLS link may pause the output, by configuration and not too often (resource-safety.md, "a link lost in a charging session").</summary>
        private bool MayPause(long nowMs)
        {
            int keys = _firmware.Configuration.VendorBase;
            // A file transfer can wait until the output is off anyway; the link cannot.
            LinkTarget target = _point.Connection.Target;
            if (!_point.Outputs.StallRequested || _firmware.Link.State == LinkState.Open || target == null || !_point.Connection.NeedsStall(target) || !_firmware.Configuration.Truth(keys + VendorKeys.PauseForTls)) return false;
            if (_point.Outputs.PauseForStall) return true;
            if (nowMs < _nextPauseMs) return false;
            _nextPauseMs = nowMs + _firmware.Configuration.Whole(keys + VendorKeys.PauseForTlsMinutes) * MsPerMinute;
            return true;
        }

        /// <summary>Free charging: the configured id is presented once for each plug-in, when a transaction could begin.</summary>
        private void PresentFreeId()
        {
            if (!_firmware.Inputs.Plugged) _freePresented = false;
            string id = _firmware.Configuration.Text(_firmware.Configuration.VendorBase + VendorKeys.FreeChargingId);
            bool could = _firmware.Inputs.Plugged && _firmware.Inputs.NotReadyBecause == null && !_point.Transactions.Running && !_point.Transactions.Unavailable;
            if (_freePresented || id.Length == 0 || !could) return;
            _freePresented = _point.RequestStart(id, false) == null;
        }

        private void LockOff(ConnectorInputs inputs, string code, string info)
        {
            inputs.FaultErrorCode = "InternalError";
            inputs.FaultVendorCode = code;
            inputs.FaultInfo = info;
            inputs.FaultStops = true;
            inputs.NotReadyBecause = code;
            if (_firmware.Boots.SafeMode) inputs.StallGranted = true;
        }

        private bool Publish()
        {
            _point.Events.WatchMemory(_firmware.Heap.IsBelowFloor, _firmware.Heap.Free);
            SessionStatus status = _firmware.Sessions.Begin(Name);
            if (status == null) return false;
            status.Fill(_point, _firmware.Link);
            _firmware.Sessions.End();
            return true;
        }
    }
}
