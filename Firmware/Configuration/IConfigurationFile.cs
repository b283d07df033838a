namespace Firmware
{
    /// <summary>Receives the pairs of a configuration file one by one.</summary>
    public interface IConfigurationReceiver
    {
        /// <summary>False ends the reading.</summary>
        bool Accept(string key, string value);
    }

    /// <summary>A flat JSON object of keys and values, deployed onto the device: {"Charger.Url": "ws://...", "HeartbeatInterval": 300}.</summary>
    public interface IConfigurationFile
    {
        /// <summary>The file exists; it may be empty or wrong.</summary>
        bool IsThere { get; }

        /// <summary>Passes every pair on, numbers, true and false as text; returns null, or what is wrong with the file itself.</summary>
        string Read(IConfigurationReceiver receiver);

        /// <summary>Removes the file, which has been applied, with its secrets.</summary>
        void Remove();
    }
}
