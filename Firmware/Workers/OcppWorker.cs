using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;

namespace Firmware
{
    /// <summary>
    /// OCPP: steps the charge point and stands between it and the charger. Takes the charger's snapshot to the connector's
    /// inputs, the connector's outputs to the charge permit, and the console's commands to both.
    /// </summary>
    public sealed class OcppWorker : Worker
    {
        private const int StepMs = 100;
        private const int PublishMs = 500;

        private readonly ChargerSnapshot _charger = new ChargerSnapshot();
        private readonly SessionStatus _status = new SessionStatus();
        private readonly Letter _letter = new Letter();
        private Composition _firmware;
        private ConfigurationDesk _desk;
        private long _nextPublishMs;

        public OcppWorker()
            : base("OCPP")
        {
        }

        /// <summary>Joins it to the rest, once all of that is there.</summary>
        public void Attach(Composition firmware)
        {
            _firmware = firmware;
            _desk = new ConfigurationDesk(firmware.Configuration, firmware.ConsoleReplies, Name);
        }

        public override long Step(long nowMs)
        {
            _firmware.Snapshots.TryRead(Name, _charger);
            for (int i = 0; i < _firmware.OcppCommands.Capacity && _firmware.OcppCommands.TryTake(Name, _letter); i++) Carry(nowMs);
            _desk.Step();
            if (nowMs >= _nextPublishMs && _firmware.Sessions.TryPublish(Name, _status)) _nextPublishMs = nowMs + PublishMs;
            return nowMs + StepMs;
        }

        private void Carry(long nowMs)
        {
            switch (_letter.Kind)
            {
                case OcppCommand.SetKey:
                    _desk.Set(_letter.Text);
                    break;
                case OcppCommand.ListKeys:
                    _desk.BeginList(_letter.Text, _letter.A == 1);
                    break;
                case OcppCommand.LoadFile:
                    bool loaded = new ConfigurationImport(_firmware.Configuration, _firmware.Log).Run(_firmware.Ports.ConfigurationFile);
                    _desk.Reply(loaded ? "file taken over; charger settings count from the next start on" : "error: no configuration file, or it was refused (see the log)");
                    break;
                case OcppCommand.FactoryReset:
                    _firmware.Configuration.FactoryReset();
                    _firmware.Supervisor.Restart("factory reset from the console");
                    break;
                case OcppCommand.Reset:
                    _firmware.Supervisor.Restart(_letter.A == 1 ? "hard reset from the console" : "soft reset from the console");
                    break;
            }
        }
    }
}
