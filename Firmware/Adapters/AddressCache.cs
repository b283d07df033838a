using System;
using System.Net;
using System.Net.Sockets;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>
    /// Resolves names to addresses. A look-up freezes every thread, so the last result is kept until the restart; a numeric address needs
    /// no look-up. A caller that asks for another name must have the stall granted.
    /// </summary>
    internal sealed class AddressCache
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

        /// <summary>Open with the address, NoAddress for an unknown name, Failed for any other error, which is logged.</summary>
        public OpenResult Find(string host, out IPAddress address)
        {
            address = host == _name ? _address : null;
            if (address != null) return OpenResult.Open;
            try
            {
                address = IsDigits(host) ? IPAddress.Parse(host) : LookUp(host);
            }
            catch (SocketException e)
            {
                if (IsUnknownName(e.ErrorCode)) return OpenResult.NoAddress;
                return Failed(host, "socket error " + e.ErrorCode);
            }
            catch (Exception e)
            {
                return Failed(host, BootRecord.WordsOf(e));
            }
            if (address == null) return OpenResult.NoAddress;
            _name = host;
            _address = address;
            return OpenResult.Open;
        }

        private IPAddress LookUp(string host)
        {
            long from = _clock.NowMs;
            IPAddress[] list = Dns.GetHostEntry(host).AddressList;
            _log.Write(LogLevel.Info, LogSection.WebSocket, "address of " + host + " looked up in " + (_clock.NowMs - from) + " ms, all threads waiting");
            return list.Length == 0 ? null : list[0];
        }

        private OpenResult Failed(string host, string why)
        {
            _log.Write(LogLevel.Warning, LogSection.WebSocket, "the look-up of " + host + " failed: " + why);
            return OpenResult.Failed;
        }

        private static bool IsUnknownName(int code)
        {
            return code == (int)SocketError.HostNotFound || code == (int)SocketError.NoData || code == (int)SocketError.TryAgain || code == (int)SocketError.NoRecovery;
        }

        private static bool IsDigits(string host)
        {
            for (int i = 0; i < host.Length; i++)
                if (host[i] != '.' && (host[i] < '0' || host[i] > '9')) return false;
            return host.Length > 0;
        }
    }
}
