using System;
using System.Net;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>
    /// Names to addresses. A look-up freezes every thread, so the last answer is kept for good; an address in digits needs
    /// none. Whoever asks for a name that is not kept has the stall granted.
    /// </summary>
    public sealed class AddressCache
    {
        private readonly IMonotonicClock _clock;
        private readonly ILog _log;
        private string _name = "";
        private IPAddress _address;

        public AddressCache(IMonotonicClock clock, ILog log)
        {
            _clock = clock;
            _log = log;
        }

        /// <summary>True when <see cref="Find"/> would have to ask the network.</summary>
        public bool NeedsLookUp(string host)
        {
            return host != _name && !IsDigits(host);
        }

        /// <summary>Null when there is no such name or the network does not answer.</summary>
        public IPAddress Find(string host)
        {
            if (host == _name) return _address;
            try
            {
                IPAddress found = IsDigits(host) ? IPAddress.Parse(host) : LookUp(host);
                if (found == null) return null;
                _name = host;
                _address = found;
                return found;
            }
            catch (Exception)
            {
                return null;
            }
        }

        /// <summary>Forgets the address, after it has refused several times in a row.</summary>
        public void Forget()
        {
            _name = "";
        }

        private IPAddress LookUp(string host)
        {
            long from = _clock.NowMs;
            IPAddress[] list = Dns.GetHostEntry(host).AddressList;
            _log.Write(LogLevel.Info, LogSection.WebSocket, "address of " + host + " looked up in " + (_clock.NowMs - from) + " ms, all threads waiting");
            return list.Length == 0 ? null : list[0];
        }

        private static bool IsDigits(string host)
        {
            for (int i = 0; i < host.Length; i++)
                if (host[i] != '.' && (host[i] < '0' || host[i] > '9')) return false;
            return host.Length > 0;
        }
    }
}
