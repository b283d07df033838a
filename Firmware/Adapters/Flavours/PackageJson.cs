using System;
using System.Collections;
using System.Text;
using Charger.Runtime;
using nanoFramework.Json;

namespace Firmware.Adapters
{
    /// <summary>Flavour Json=Package: the configuration file is read by nanoFramework.Json.</summary>
    internal static class ConfigurationFiles
    {
        public static IConfigurationFile Of(IStorage storage) => new JsonConfigurationFile(storage);
    }

    /// <summary>The configuration file on flash, read by nanoFramework.Json, which supports flat objects.</summary>
    internal sealed class JsonConfigurationFile : IConfigurationFile
    {
        private const string Name = ConfigurationImport.FileName;
        private const int MostBytes = 4096;

        private readonly IStorage _storage;

        public JsonConfigurationFile(IStorage storage)
        {
            _storage = storage;
        }

        public bool IsThere => _storage.Length(Name) >= 0;

        public string Read(IConfigurationReceiver receiver)
        {
            int length = _storage.Length(Name);
            if (length <= 0 || length > MostBytes) return Name + " has " + length + " bytes: 1 to " + MostBytes + " are allowed";
            byte[] bytes = new byte[length];
            if (_storage.Read(Name, 0, bytes, 0, length) != length) return Name + " could not be read";
            Hashtable pairs;
            try
            {
                pairs = (Hashtable)JsonConvert.DeserializeObject(Encoding.UTF8.GetString(bytes, 0, length), typeof(Hashtable));
            }
            catch (Exception e)
            {
                return Name + " is no flat JSON object: " + e.Message;
            }
            foreach (object key in pairs.Keys)
            {
                object value = pairs[key];
                if (value == null || value is Hashtable || value is ArrayList || value is Array) return Name + ": " + key + " is not a text, number or truth";
                if (!receiver.Accept(key.ToString(), TextOf(value))) return null;
            }
            return null;
        }

        public void Remove()
        {
            _storage.Delete(Name);
        }

        private static string TextOf(object value)
        {
            if (value is bool truth) return truth ? "true" : "false";
            return value.ToString();
        }
    }
}
