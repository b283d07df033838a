using System;
using System.Device.Gpio;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Fills the firmware's ports with this device's adapters, by the board kept on flash.</summary>
    public static class DevicePorts
    {
        /// <summary>Throws when the board uses a pin twice: no pin has been opened then.</summary>
        public static FirmwarePorts Open()
        {
            IStorage storage = new FlashStorage();
            BoardProfile board = new BoardProfile();
            bool known = BoardChoice.Load(storage, board);
            string conflict = board.Conflict();
            if (conflict != null) throw new InvalidOperationException(conflict);
            if (!known) Console.WriteLine("the board kept on flash is not known, the reference board counts; known are " + BoardChoice.Allowed());
            GpioController gpio = new GpioController();
            IMonotonicClock clock = new DeviceMonotonicClock();
            FirmwarePorts ports = new FirmwarePorts
            {
                // The contactor first: it is low from here on, whatever comes.
                OutputEnable = Output(gpio, board.OutputEnable),
                Watchdog = Output(gpio, board.Watchdog),
                StartButton = Input(gpio, board.StartButton),
                StopButton = Input(gpio, board.StopButton),
                GunSwitch = Input(gpio, board.GunSwitch),
                EmergencyStop = Input(gpio, board.EmergencyStop),
                BoardName = board.Name,
                Clock = clock,
                WallClock = new DeviceWallClock(),
                Storage = storage,
                Random = new DeviceRandom(),
                ConfigurationFile = ConfigurationFiles.Of(storage),
                Memory = new DeviceMemory(),
                Rebooter = new DeviceRebooter(),
                SerialConsole = new DeviceSerialConsole(board),
                LogMirror = new DeviceUartMirror(),
                CanControllers = new CanControllers(board, gpio),
                Links = new MessageLinks(),
                Certificates = new DeviceCertificateStore(),
                Transfers = new DeviceTransfers(clock),
                Network = board.Network == NetworkKind.Ethernet ? (INetwork)new EthernetNetwork() : new WifiNetwork(),
            };
            return ports;
        }

        private static IOutputPin Output(GpioController gpio, int pin)
        {
            return pin == BoardProfile.NotFitted ? null : new DeviceOutputPin(gpio, pin);
        }

        private static IInputPin Input(GpioController gpio, int pin)
        {
            return pin == BoardProfile.NotFitted ? null : new DeviceInputPin(gpio, pin, null);
        }
    }
}
