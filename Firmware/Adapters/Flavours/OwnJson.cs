using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Flavour Json=Own: the configuration file is read by the reader that the OCPP client has anyway.</summary>
    public static class ConfigurationFiles
    {
        public static IConfigurationFile Of(IStorage storage) => new ConfigurationFile(storage);
    }
}
