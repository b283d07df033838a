using System;
using System.Device.Gpio;
using System.Text;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Fills the firmware's ports with this device's adapters, for the board kept on flash; released once they are open.</summary>
    internal sealed partial class DevicePorts
    {
        private readonly FirmwarePorts _ports;
        private readonly BoardProfile _board = new BoardProfile();
        private readonly GpioController _gpio;

        /// <summary>Output, watchdog, console and the record of boots: what a safe mode needs. Throws when the board uses a pin twice: no pin has been opened then.</summary>
        public DevicePorts(FirmwarePorts ports)
        {
            _ports = ports;
            ports.Memory = new DeviceMemory();
            string memory = BareSafeMode.FirstLine(ports.Memory.ManagedFreeBytes(true));
            Console.WriteLine(memory);
            ports.Clock = new DeviceMonotonicClock();
            ports.Rebooter = new DeviceRebooter();
            ports.Storage = new FlashStorage(true);
            ports.StorageAtOnce = new FlashStorage(false);
            string target = nanoFramework.Runtime.Native.SystemInfo.TargetName;
            ports.Chip = ChipPins.ChipOf(target);
            bool known = BoardChoice.Load(ports.Storage, ports.Chip, _board);
            string conflict = _board.Chip != ports.Chip ? "no board of this firmware has the chip of image " + target : _board.Conflict();
            if (conflict != null) throw new InvalidOperationException(conflict);
            if (!known) Console.WriteLine("the board kept on flash is none of this chip; '" + _board.Name + "' counts; known are " + BoardChoice.Allowed(ports.Chip));
            _gpio = new GpioController();
            // The contactor pin first: it is low from here on, whatever fails later.
            DeviceOutputPin contactor = Output(_board.Pin(PinRole.OutputEnable));
            ports.OutputEnable = contactor;
            ports.OutputEnableStuck = contactor != null && contactor.WasHigh;
            ports.Watchdog = Output(_board.Pin(PinRole.Watchdog));
            ports.Boots = BootRecord.Begun(ports.StorageAtOnce, new Crc32());
            ports.SerialConsole = new DeviceSerialConsole(_board);
            byte[] line = Encoding.UTF8.GetBytes(memory + "\r\n");
            ports.SerialConsole.Write(line, 0, line.Length);
        }

        /// <summary>Everything else.</summary>
        public void OpenRest()
        {
            // Before the other inputs: the platform searches all pins in the order of opening for each edge.
            _ports.CanControllers = new CanControllers(_board, _gpio);
            _ports.StartButton = Input(_board.Pin(PinRole.StartButton));
            _ports.StopButton = Input(_board.Pin(PinRole.StopButton));
            _ports.GunSwitch = Input(_board.Pin(PinRole.GunSwitch));
            _ports.EmergencyStop = Input(_board.Pin(PinRole.EmergencyStop));
            _ports.ContactorContact = Input(_board.Pin(PinRole.ContactorContact));
            _ports.BoardName = _board.Name;
            _ports.WallClock = new DeviceWallClock();
            _ports.Random = new DeviceRandom();
            _ports.ConfigurationFile = ConfigurationFiles.Of(_ports.Storage);
            _ports.LogMirror = new DeviceUartMirror();
            _ports.Links = new MessageLinks();
            _ports.Certificates = new DeviceCertificateStore();
            _ports.Transfers = new DeviceTransfers(_ports.Clock);
            AddSecurity();
            _ports.Network = _board.Network == NetworkKind.Ethernet ? (INetwork)new EthernetNetwork() : new WifiNetwork();
            OpenPanel();
            OpenMeter();
            OpenPage();
        }

        /// <summary>Status light, buzzer and card reader in images of the flavour Panel=Fitted.</summary>
        partial void OpenPanel();

        /// <summary>The meter on its own line in images of the flavour Meter=Modbus.</summary>
        partial void OpenMeter();

        /// <summary>The status page in images of the flavour Page=Status.</summary>
        partial void OpenPage();

        // Only in the flavour Security=Signed; in others the call is not compiled.
        partial void AddSecurity();

        private DeviceOutputPin Output(int pin)
        {
            return pin == BoardProfile.NotFitted ? null : new DeviceOutputPin(_gpio, pin);
        }

        private IInputPin Input(int pin)
        {
            return pin == BoardProfile.NotFitted ? null : new DeviceInputPin(_gpio, pin);
        }
    }
}
