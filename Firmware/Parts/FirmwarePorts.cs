using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>Creates the message link; the build's flavour or the simulator decides its implementation.</summary>
    public interface IMessageLinkFactory
    {
        /// <summary>Called once at the start, and by a leak test for a link of its own.</summary>
        IMessageLink Create(FirmwarePorts ports, ConfigurationStore configuration, ILog log);
    }

    /// <summary>What a build with more memory adds to the charge point: the assembly Ocpp.Security (docs/adr/0080).</summary>
    public interface ISecurityParts
    {
        /// <summary>Called once, while the charge point is built and before its own parts for certificates and files are added.</summary>
        void Join(Composition composition);
    }

    /// <summary>The network interface below the link: it comes up by itself; after repeated failures to connect its address is requested again.</summary>
    public interface INetwork
    {
        /// <summary>The interface has an address.</summary>
        bool IsUp { get; }

        /// <summary>Our address, or an empty string while there is none.</summary>
        string Address { get; }

        /// <summary>Requests the address again; called only while the output is off. False when the address is fixed or the platform refuses.</summary>
        bool RenewAddress();

        /// <summary>Keeps the network's name and password and joins it; false when the platform refused them or has no Wi-Fi.</summary>
        bool Join(string name, string password);
    }

    /// <summary>
    /// All ports of the firmware to hardware and platform. The device fills them with adapters, the simulator and the tests
    /// with models; the field of a missing part stays null.
    /// </summary>
    public sealed partial class FirmwarePorts
    {
        /// <summary>Monotonic ms since boot: every deadline. Required.</summary>
        public IMonotonicClock Clock;
        /// <summary>Time of day, unknown until the central system has told it; may step. Required.</summary>
        public IWallClock WallClock;
        /// <summary>Files on flash. Required.</summary>
        public IStorage Storage;

        /// <summary>The same files for CHARGER_COMM and the record of boots: a write lets no other thread run first. Null: <see cref="Storage"/>.</summary>
        public IStorage StorageAtOnce;

        /// <summary>For pauses between attempts to reconnect, message ids and keys. Required.</summary>
        public IRandomSource Random;

        /// <summary>The deployed configuration file; null for none.</summary>
        public IConfigurationFile ConfigurationFile;
        /// <summary>Free bytes of both heaps. Required.</summary>
        public IMemoryProbe Memory;
        /// <summary>Restarts the device. Required.</summary>
        public IRebooter Rebooter;

        /// <summary>The record of this boot, when it was counted before the composition was created; null: the composition counts it.</summary>
        public BootRecord Boots;

        /// <summary>Which board this is, for the console.</summary>
        public string BoardName = "default";

        /// <summary>Which firmware this is, for the central system.</summary>
        public string Version = FirmwareVersion.Text;

        /// <summary>The chip it runs on: only its boards may be chosen.</summary>
        public ChipKind Chip;

        /// <summary>The console: COM2 on the device, the terminal in the simulator.</summary>
        public ISerialLine SerialConsole;

        /// <summary>A second place the log goes to (UART0 on the device); null for none.</summary>
        public ISerialLine LogMirror;

        /// <summary>Makes both CAN controllers; null afterwards, since the composition releases it.</summary>
        public ICanControllerFactory CanControllers;
        /// <summary>Makes the message link; null for a charger without a central system.</summary>
        public IMessageLinkFactory Links;

        /// <summary>File transfers over streams of their own; null where there are none.</summary>
        public IFileTransfers Transfers;

        /// <summary>Installs firmware; null when the platform cannot, which is then reported as a failure.</summary>
        public IFirmwareInstaller Installer;
        /// <summary>Checks the signature of firmware; null when the platform cannot.</summary>
        public ISignatureVerifier Verifier;

        /// <summary>The assembly Ocpp.Security; null where the build has none.</summary>
        public ISecurityParts Security;
        /// <summary>The interface below the link; null where nobody can ask for it.</summary>
        public INetwork Network;

        /// <summary>The roots that TLS trusts; null where the platform has no store.</summary>
        public ICertificateStore Certificates;

        /// <summary>Contactor driver, high closes; null where the board has none.</summary>
        public IOutputPin OutputEnable;

        /// <summary>Its pin read high before it was driven: the contactor may close for a moment at each start. The self-test reports it; nothing is locked.</summary>
        public bool OutputEnableStuck;

        /// <summary>Auxiliary contact of the contactor, low while it is closed; null when not fitted: then only the current can prove a fault.</summary>
        public IInputPin ContactorContact;

        /// <summary>Toggled for a watchdog chip while all threads are healthy; null for none.</summary>
        public IOutputPin Watchdog;

        // Buttons are to ground with pull-ups: low is pressed. Null where not fitted.
        /// <summary>START, low is pressed; null where not fitted.</summary>
        public IInputPin StartButton;
        /// <summary>STOP, low is pressed; null where not fitted.</summary>
        public IInputPin StopButton;

        /// <summary>Switch of the plug, closed while the plug is locked in the vehicle; setting GunClosedHigh tells its level. Null where not fitted.</summary>
        public IInputPin GunSwitch;

        /// <summary>A normally closed contact to ground: high is pressed, and so is a broken wire (setting EmergencyHigh). Null where not fitted.</summary>
        public IInputPin EmergencyStop;
    }
}
