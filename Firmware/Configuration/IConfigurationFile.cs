namespace Firmware
{
    /// <summary>Takes the pairs of a configuration file one by one.</summary>
    public interface IConfigurationReceiver
    {
        /// <summary>False ends the reading.</summary>
        bool Take(string key, string value);
    }

    /// <summary>A flat JSON object of keys and values, deployed onto the device: {"Charger.Url": "ws://...", "HeartbeatInterval": 300}.</summary>
    public interface IConfigurationFile
    {
        bool IsThere { get; }

        /// <summary>Hands over every pair, numbers and truths as text; null, or what is wrong with the file itself.</summary>
        string Read(IConfigurationReceiver taker);

        /// <summary>It has been taken over: it is removed, secrets with it.</summary>
        void Remove();
    }
}
