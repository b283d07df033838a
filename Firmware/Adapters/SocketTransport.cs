using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>
    /// TCP. The platform's Connect waits without limit, so a timer closes the socket at the deadline; reads and writes check
    /// first whether they would block.
    /// </summary>
    internal sealed class SocketTransport : ITransport
    {
        private const int SendTimeoutMs = 1000;

        private readonly AddressCache _names;
        private Timer _deadline;
        private Socket _socket;
        private Socket _expired;

        public SocketTransport(AddressCache names)
        {
            _names = names;
        }

        /// <summary>The open socket, for TLS on top of it; null while closed.</summary>
        public Socket Socket => _socket;

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Close();
            OpenResult found = _names.Find(host, out IPAddress address);
            if (found != OpenResult.Open) return found;
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _deadline = new Timer(OnDeadline, _socket, timeoutMs, Timeout.Infinite);
            OpenResult result = Connect(new IPEndPoint(address, port));
            _deadline.Dispose();
            _deadline = null;
            if (result != OpenResult.Open) Close();
            return result;
        }

        public OpenResult PollOpen()
        {
            return _socket == null ? OpenResult.Failed : OpenResult.Open;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_socket == null) return -1;
                if (!_socket.Poll(0, SelectMode.SelectRead)) return 0;
                int read = _socket.Receive(buffer, offset, count, SocketFlags.None);
                return read > 0 ? read : -1;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_socket == null) return -1;
                if (!_socket.Poll(0, SelectMode.SelectWrite)) return 0;
                return _socket.Send(buffer, offset, count, SocketFlags.None);
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public void Close()
        {
            Socket socket = _socket;
            _socket = null;
            Close(socket);
        }

        private OpenResult Connect(IPEndPoint target)
        {
            try
            {
                _socket.Connect(target);
                if (_expired == _socket) return OpenResult.TimedOut;
                _socket.SendTimeout = SendTimeoutMs;
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                return OpenResult.Open;
            }
            catch (SocketException e)
            {
                if (_expired == _socket || e.ErrorCode == (int)SocketError.TimedOut) return OpenResult.TimedOut;
                return e.ErrorCode == (int)SocketError.ConnectionRefused ? OpenResult.Refused : OpenResult.Failed;
            }
            catch (Exception)
            {
                return _expired == _socket ? OpenResult.TimedOut : OpenResult.Failed;
            }
        }

        /// <summary>
        /// On the platform's timer thread: closing makes Connect throw. It may run late, when this socket is closed or another
        /// is open: it only uses its own socket. This thread has no other handler for exceptions of Close.
        /// </summary>
        internal void OnDeadline(object state)
        {
            _expired = (Socket)state;
            Close(_expired);
        }

        private static void Close(Socket socket)
        {
            try
            {
                if (socket != null) socket.Close();
            }
            catch (Exception)
            {
                // The peer or the deadline has closed it before: it is closed, as wanted.
            }
        }
    }
}
