using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Flavour Json=Own: the configuration file is read by the OCPP client's JSON reader.</summary>
    internal static class ConfigurationFiles
    {
        public static IConfigurationFile Of(IStorage storage) => new ConfigurationFile(storage);
    }
}
