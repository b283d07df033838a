using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Connection;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>Carries out the commands of console, buttons and card reader on the OCPP thread (<see cref="OcppCommand"/>).</summary>
    internal sealed class CommandHandler : ILeakTestHost
    {
        private readonly Composition _firmware;
        private readonly ChargePoint _point;
        private readonly string _who;
        private readonly ConfigurationQueryHandler _queries;

        /// <summary>The history that is being sent to the console; null for none.</summary>
        private HistoryQueryHandler _history;

        /// <summary>The leak test that runs; null for none.</summary>
        private LeakTest _leak;

        /// <param name="who">The thread's name, for the locks.</param>
        public CommandHandler(Composition firmware, string who)
        {
            _firmware = firmware;
            _point = firmware.ChargePoint;
            _who = who;
            _queries = new ConfigurationQueryHandler(firmware.Configuration, firmware.ConsoleReplies, who);
        }

        /// <summary>A factory reset has erased what was stored: nothing may be written any more.</summary>
        public bool Forgotten { get; private set; }

        public bool LeakTestRuns => _leak != null;

        /// <summary>Who asked for the reset, for the log.</summary>
        public string ResetBy { get; private set; } = " by the central system";

        /// <summary>A list is still being sent to the console.</summary>
        public bool Busy => _queries.Busy || _history != null;

        /// <summary>Sends what fits of a list.</summary>
        public void Step()
        {
            _queries.Step();
            if (_history != null && !_history.Step()) _history = null;
        }

        /// <summary>Carries out what waits in the mailbox.</summary>
        /// <param name="outputOn">The output's state in the charger's last snapshot.</param>
        public void Run(long nowMs, bool outputOn)
        {
            Message message = new Message();
            for (int i = 0; i < _firmware.OcppCommands.Capacity && _firmware.OcppCommands.TryTake(_who, message); i++) Carry(message, nowMs, outputOn);
        }

        private void Carry(Message message, long nowMs, bool outputOn)
        {
            switch (message.Kind)
            {
                case OcppCommand.PresentId:
                    string why = _point.RequestStart(message.Text, true);
                    if (why != null) _queries.Reply("error: " + why);
                    break;
                case OcppCommand.StopTransaction:
                    _point.RequestStop(message.Text);
                    break;
                case OcppCommand.SetKey:
                    _queries.Set(message.Text);
                    break;
                case OcppCommand.ListKeys:
                    _queries.BeginList(message.Text, message.Number == OcppCommand.ExactName);
                    break;
                case OcppCommand.LoadFile:
                    bool loaded = new ConfigurationImport(_firmware.Configuration, _firmware.Log).Run(_firmware.Ports.ConfigurationFile);
                    _queries.Reply(loaded ? "file taken over; charger settings count from the next start on" : "error: no configuration file, or it was refused (see the log)");
                    break;
                case OcppCommand.FactoryReset:
                    Forget(message.Number == OcppCommand.LoseUndelivered);
                    break;
                case OcppCommand.Leak:
                    Leak(message, nowMs, outputOn);
                    break;
                case OcppCommand.ShowHistory:
                    // Releases the former one first: the heap has no room for both.
                    _history = null;
                    _history = new HistoryQueryHandler(_point, _firmware.ConsoleReplies, _firmware.BootHistory(), _who);
                    break;
                case OcppCommand.Reset:
                    ResetBy = " from the console";
                    _point.RequestReset(message.Number == OcppCommand.Hard);
                    break;
            }
        }

        /// <summary>Factory reset: refused while undelivered messages wait, unless the command says 'force'.</summary>
        private void Forget(bool force)
        {
            int lost = _point.MessagesWaiting;
            bool open = _point.Transactions.Running || !_point.Transactions.IsStopStored;
            if ((lost > 0 || open) && !force)
            {
                _queries.Reply("error: " + lost + " transaction messages are not delivered" + (open ? " and a transaction is running" : "") + ": wait for the central system, or 'reset factory force' loses them");
                return;
            }
            // The output first: each file takes 30 ms in which no thread runs.
            _firmware.Output.Cut();
            Forgotten = true;
            if (lost > 0 || open) _firmware.Log.Write(LogLevel.Warning, LogSection.Store, "factory reset: " + lost + " transaction messages that were not delivered are lost");
            if (!StoreTable.Erase(_firmware.Ports.Storage)) _firmware.Log.Write(LogLevel.Error, LogSection.Store, "factory reset: the flash refused to erase some files");
            _firmware.SecurityLog.Erase();
            _point.Events.Raise(SecurityEvent.SecurityLogWasCleared, "factory reset");
            _queries.Reply("everything is forgotten but the energy register, security events and the board's name; restarting");
            _firmware.Supervisor.Restart("factory reset from the console");
        }

        /// <summary>Begins a leak test, or stops the one that runs.</summary>
        private void Leak(Message message, long nowMs, bool outputOn)
        {
            if (message.Number == OcppCommand.StopLeakTest && _leak != null) _leak.Stop();
            if (message.Number == OcppCommand.StopLeakTest || _leak != null)
            {
                if (message.Number != OcppCommand.StopLeakTest || _leak == null) _queries.Reply(_leak == null ? "error: no leak test runs" : "error: a leak test runs already: 'leak stop' ends it");
                return;
            }
            if (outputOn || _firmware.Inputs.Plugged || _point.Transactions.Running || _point.Transactions.Preparing)
            {
                _queries.Reply("error: not while a vehicle is plugged or a transaction runs: unplug first");
                return;
            }
            _leak = new LeakTest(this, _firmware.Ports.Memory, message.Text, (int)message.Number, nowMs);
            _point.Connect(null, nowMs);
        }

        IMessageLink ILeakTestHost.MakeLink() => _firmware.Ports.Links.Create(_firmware.Ports, _firmware.Configuration, _firmware.Log);

        bool ILeakTestHost.Tell(string line) => _queries.Reply(line);

        /// <summary>Steps the leak test. The output is requested to stay off, as for any call that freezes all threads; afterwards the normal connection opens again.</summary>
        public long StepLeakTest(long nowMs, long next, bool outputOn)
        {
            _point.Outputs.RequestStall(StallRequester.LeakTest, true);
            bool quiet = _firmware.Inputs.StallGranted && !outputOn && _firmware.Link.State == LinkState.Closed;
            long due = _leak.Step(nowMs, quiet);
            if (due >= 0) return due < next ? due : next;
            _leak = null;
            _point.Outputs.RequestStall(StallRequester.LeakTest, false);
            _firmware.CentralSystem.ConsumeChange();
            _point.Connect(_firmware.CentralSystem.Target, nowMs);
            return nowMs;
        }
    }
}
