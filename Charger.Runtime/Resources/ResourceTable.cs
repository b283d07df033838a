using System;

namespace Charger.Runtime
{
    /// <summary>Something a session holds and must give back: buffer, socket, timer, handler. Releasing it twice is harmless.</summary>
    public interface IResource
    {
        /// <summary>Gives the resource back.</summary>
        void Release();
    }

    /// <summary>
    /// What a session holds, by name. Clean-up runs in reverse order, each resource exactly once, as often as it is called:
    /// at the start of a connect, at its end, and when its owner goes. One owner thread.
    /// </summary>
    public sealed class ResourceTable
    {
        private readonly ILog _log;
        private readonly LogSection _section;
        private readonly string[] _names;
        private readonly IResource[] _resources;

        /// <summary>An empty table; clean-ups are logged under <paramref name="section"/>.</summary>
        public ResourceTable(ILog log, LogSection section, int capacity)
        {
            _log = log;
            _section = section;
            _names = new string[capacity];
            // A string element that was never assigned compares wrongly on the device.
            for (int i = 0; i < capacity; i++) _names[i] = "";
            _resources = new IResource[capacity];
        }

        /// <summary>Resources held now.</summary>
        public int Count { get; private set; }

        /// <summary>Resources whose clean-up threw; the others were cleaned up.</summary>
        public int Failures { get; private set; }

        /// <summary>False when the table is full or the name is there already: the caller still owns the resource.</summary>
        public bool Register(string name, IResource resource)
        {
            if (resource == null || Count == _names.Length || Contains(name)) return false;
            _names[Count] = name;
            _resources[Count] = resource;
            Count++;
            return true;
        }

        /// <summary>True when a resource of this name is held.</summary>
        public bool Contains(string name)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_names[i] == name) return true;
            }
            return false;
        }

        /// <summary>Cleans up what an earlier session left, then logs that a new one begins.</summary>
        public void BeginSession()
        {
            CleanUp();
            Tell("session resources initialized");
        }

        /// <summary>Releases all, last registered first; the number released.</summary>
        public int CleanUp()
        {
            int released = 0;
            while (Count > 0)
            {
                // Removed from the table first: a release that calls this method again finds only the others.
                Count--;
                string name = _names[Count];
                IResource resource = _resources[Count];
                _names[Count] = "";
                _resources[Count] = null;
                Release(name, resource);
                released++;
            }
            if (released > 0) Tell("Cleaned up " + released + " resources");
            return released;
        }

        private void Release(string name, IResource resource)
        {
            Tell("Cleaning up resource '" + name + "'");
            try
            {
                resource.Release();
            }
            catch (Exception e)
            {
                Failures++;
                _log.Write(LogLevel.Warning, _section, "Cleaning up resource '" + name + "' failed: " + e.Message);
            }
        }

        private void Tell(string text)
        {
            if (_log.IsOn(LogLevel.Debug, _section)) _log.Write(LogLevel.Debug, _section, text);
        }
    }
}
