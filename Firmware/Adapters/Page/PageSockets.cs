using System;
using System.Net;
using System.Net.Sockets;
using Firmware.Page;

namespace Firmware.Adapters
{
    /// <summary>The present address of a network of this device.</summary>
    public interface IPageNetworks
    {
        /// <summary>IPv4 in digits; empty while there is none.</summary>
        /// <param name="network">One of <see cref="PageAccess"/>'s.</param>
        string AddressOf(string network);
    }

    /// <summary>The status page's socket. It is bound to the address of one network: other networks of the device do not reach it.</summary>
    public sealed class PageSockets : IPageListener
    {
        /// <summary>Clients that the platform's network code lets wait; more are refused there.</summary>
        private const int Backlog = 2;

        private readonly IPageNetworks _networks;
        private Socket _socket;

        /// <param name="networks">Where the address to listen at is asked for.</param>
        public PageSockets(IPageNetworks networks)
        {
            _networks = networks;
        }

        /// <inheritdoc/>
        public string Address { get; private set; } = "";

        /// <inheritdoc/>
        public string Open(string network, int port)
        {
            string address = _networks.AddressOf(network);
            if (address.Length == 0) return network + " has no address";
            try
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                // Connections that have just ended would keep the port for minutes.
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                _socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
                _socket.Listen(Backlog);
                Address = address;
                return null;
            }
            catch (Exception)
            {
                Close();
                return address + " port " + port + " is refused by the network code: another port may be free";
            }
        }

        /// <inheritdoc/>
        public bool IsCurrent(string network)
        {
            return _networks.AddressOf(network) == Address;
        }

        /// <summary>Accept would wait without limit where nobody has connected: it is asked first.</summary>
        public IPageClient Accept()
        {
            try
            {
                if (_socket == null || !_socket.Poll(0, SelectMode.SelectRead)) return null;
                return new SocketPageClient(_socket.Accept());
            }
            catch (Exception)
            {
                // The client has gone before it was accepted.
                return null;
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            Socket socket = _socket;
            _socket = null;
            Address = "";
            Close(socket);
        }

        internal static void Close(Socket socket)
        {
            try
            {
                if (socket != null) socket.Close();
            }
            catch (Exception)
            {
                // It has ended before: it is closed, as wanted.
            }
        }
    }

    /// <summary>One client's socket: it is asked before each read and write whether that would wait.</summary>
    public sealed class SocketPageClient : IPageClient
    {
        /// <summary>The platform's Send waits until all is taken; an answer fits its buffer, so this is for a peer that vanishes meanwhile.</summary>
        private const int SendTimeoutMs = 100;

        private Socket _socket;

        /// <param name="socket">As it was accepted.</param>
        public SocketPageClient(Socket socket)
        {
            _socket = socket;
            _socket.SendTimeout = SendTimeoutMs;
        }

        /// <inheritdoc/>
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

        /// <inheritdoc/>
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

        /// <inheritdoc/>
        public void Close()
        {
            Socket socket = _socket;
            _socket = null;
            PageSockets.Close(socket);
        }
    }
}
