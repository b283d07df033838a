using Charger.Runtime;
using Charger.Can;
using Ocpp.Client;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>
    /// Puts the firmware together over its ports: all long-lived objects are made here, once. Device, simulator and tests
    /// share it; the device calls <see cref="Start"/>, the simulator steps <see cref="Workers"/> itself.
    /// </summary>
    public sealed class Composition
    {
        public const int CanReceive = 0;
        public const int ChargerComm = 1;
        public const int Ocpp = 2;
        public const int Ui = 3;

        public Composition(FirmwarePorts ports)
        {
            Ports = ports;
            Permit = new ChargePermit();
            Inputs = new ConnectorInputs();
            Outputs = new ConnectorOutputs();
            Workers = new Worker[4];
        }

        public FirmwarePorts Ports { get; }

        /// <summary>The four threads' workers: CAN_RX, CHARGER_COMM, OCPP, UI.</summary>
        public Worker[] Workers { get; }

        /// <summary>Watches the workers; stepped by the main thread.</summary>
        public Supervisor Supervisor { get; private set; }

        public ILog Log { get; private set; }

        public IMessageLink Link { get; private set; }

        public ChargePermit Permit { get; }

        public ConnectorInputs Inputs { get; }

        public ConnectorOutputs Outputs { get; }

        /// <summary>Starts the four threads.</summary>
        public void Start()
        {
        }
    }
}
