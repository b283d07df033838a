using System.Text;
using Firmware.Page;

namespace Firmware.Tests.Page
{
    /// <summary>A network with clients that wait to be accepted.</summary>
    public sealed class PageListenerFake : IPageListener
    {
        private const int Most = 8;

        private readonly PageClientFake[] _waiting = new PageClientFake[Most];
        private int _first;
        private int _end;

        /// <summary>The network's present address; empty for none.</summary>
        public string Present = "10.0.0.5";

        /// <summary>How often the network was asked for a client.</summary>
        public int Asked;

        /// <summary>Network and port of the last attempt to listen.</summary>
        public string Opened = "";

        public string Address { get; private set; } = "";

        public string Open(string network, int port)
        {
            Opened = network + " " + port;
            if (Present.Length == 0) return "no address";
            Address = Present;
            return null;
        }

        public bool IsCurrent(string network) => Address == Present;

        public IPageClient Accept()
        {
            Asked++;
            return _first == _end ? null : _waiting[_first++];
        }

        public void Close()
        {
            Address = "";
        }

        /// <summary>A client that connects and sends this.</summary>
        public PageClientFake Connect(string request)
        {
            PageClientFake client = new PageClientFake();
            client.Send(request);
            _waiting[_end++] = client;
            return client;
        }
    }

    /// <summary>One client: what it sent, and what it got.</summary>
    public sealed class PageClientFake : IPageClient
    {
        private byte[] _sent = new byte[0];
        private int _read;

        /// <summary>All that came back.</summary>
        public string Answer = "";

        /// <summary>The firmware has ended the connection.</summary>
        public bool IsClosed;

        /// <summary>The client has ended it.</summary>
        public bool HasGone;

        /// <summary>Bytes that it takes at once.</summary>
        public int Takes = 10000;

        /// <summary>Sends more; what has been read before is forgotten.</summary>
        public void Send(string text)
        {
            _sent = Encoding.UTF8.GetBytes(text);
            _read = 0;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            if (HasGone || IsClosed) return -1;
            int left = _sent.Length - _read;
            if (left > count) left = count;
            System.Array.Copy(_sent, _read, buffer, offset, left);
            _read += left;
            return left;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (HasGone || IsClosed) return -1;
            if (count > Takes) count = Takes;
            if (count > 0) Answer += Encoding.UTF8.GetString(buffer, offset, count);
            return count;
        }

        public void Close()
        {
            IsClosed = true;
        }
    }
}
