using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>How far the server's answer to the upgrade has come.</summary>
    public enum HandshakeResult
    {
        /// <summary>The header is not at its end.</summary>
        NeedMore,
        /// <summary>The link is open; frames follow.</summary>
        Accepted,
        /// <summary>The answer is no acceptance: <see cref="Handshake.End"/> says why.</summary>
        Refused,
    }

    /// <summary>
    /// The opening handshake (RFC 6455 section 4): writes the request, reads the answer line by line within fixed limits,
    /// checks status, Upgrade, Connection, Sec-WebSocket-Accept, subprotocol, and that there is no extension.
    /// </summary>
    public sealed class Handshake
    {
        /// <summary>Most bytes of the answer; a longer one is refused.</summary>
        public const int MaxHeaderBytes = 4096;
        private const int MaxLine = 256;
        private const int NonceBytes = 16;
        private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

        private readonly byte[] _line = new byte[MaxLine];
        private readonly byte[] _accept = new byte[28];
        private int _lineLength;
        private int _total;
        private bool _upgrade;
        private bool _connection;
        private bool _acceptMatches;
        private bool _acceptSeen;
        private bool _subprotocol;
        private bool _foreign;
        private string _wanted;

        /// <summary>HTTP status of the answer, 0 before there is one.</summary>
        public int Status { get; private set; }

        /// <summary>Why it was refused.</summary>
        public LinkEnd End { get; private set; }

        /// <summary>Bytes read of the chunk given to <see cref="Read"/>; the rest belongs to frames.</summary>
        public int Consumed { get; private set; }

        /// <summary>Writes the request; its length, or -1 when it has no room.</summary>
        public int WriteRequest(LinkTarget target, IRandomSource random, byte[] into)
        {
            byte[] nonce = new byte[NonceBytes];
            random.Fill(nonce, 0, NonceBytes);
            byte[] key = new byte[Base64.EncodedLength(NonceBytes)];
            Base64.Encode(nonce, 0, NonceBytes, key, 0);
            string keyText = Encoding.UTF8.GetString(key, 0, key.Length);
            PrepareAccept(keyText);
            Begin(target);
            int port = target.Port;
            bool usual = port == (target.Secure ? 443 : 80);
            string request = "GET " + target.Path + "/" + PercentEncode(target.Identity) + " HTTP/1.1\r\nHost: " + target.Host + (usual ? "" : ":" + port)
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + keyText
                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " + target.Subprotocol + "\r\n";
            int length = Encoding.UTF8.GetBytes(request).Length;
            if (length + 2 > into.Length) return -1;
            Encoding.UTF8.GetBytes(request, 0, request.Length, into, 0);
            if (target.Password != null) length = WriteAuthorization(target, into, length);
            if (length < 0 || length + 2 > into.Length) return -1;
            into[length++] = (byte)'\r';
            into[length++] = (byte)'\n';
            return length;
        }

        /// <summary>Reads bytes of the answer up to the end of its header.</summary>
        public HandshakeResult Read(byte[] chunk, int offset, int count)
        {
            for (int at = offset; at < offset + count; at++)
            {
                byte b = chunk[at];
                Consumed = at + 1 - offset;
                if (++_total > MaxHeaderBytes) return Refuse(LinkEnd.BadHandshake);
                if (b != '\n')
                {
                    // No header that is read here is longer than the line buffer: the rest of a longer one is skipped.
                    if (_lineLength < MaxLine) _line[_lineLength++] = b;
                    continue;
                }
                if (_lineLength > 0 && _line[_lineLength - 1] == '\r') _lineLength--;
                if (_lineLength == 0) return Finish();
                if (Status == 0)
                {
                    if (!ReadStatus()) return Refuse(LinkEnd.BadHandshake);
                }
                else
                {
                    ReadHeader();
                }
                _lineLength = 0;
            }
            Consumed = count;
            return HandshakeResult.NeedMore;
        }

        /// <summary>Percent-encodes all but the unreserved characters of RFC 3986 (J 3.1.1).</summary>
        public static string PercentEncode(string text)
        {
            const string hex = "0123456789ABCDEF";
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            StringBuilder encoded = new StringBuilder(bytes.Length + 8);
            for (int i = 0; i < bytes.Length; i++)
            {
                int b = bytes[i];
                bool plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '.' || b == '_' || b == '~';
                if (plain) encoded.Append((char)b);
                else encoded.Append('%').Append(hex[b >> 4]).Append(hex[b & 15]);
            }
            return encoded.ToString();
        }

        private void Begin(LinkTarget target)
        {
            _wanted = target.Subprotocol;
            _lineLength = 0;
            _total = 0;
            Status = 0;
            End = LinkEnd.None;
            _upgrade = _connection = _acceptMatches = _acceptSeen = _subprotocol = _foreign = false;
        }

        private void PrepareAccept(string key)
        {
            byte[] text = Encoding.UTF8.GetBytes(key + Magic);
            byte[] hash = new byte[Sha1.HashBytes];
            Sha1.Compute(text, text.Length, hash);
            Base64.Encode(hash, 0, hash.Length, _accept, 0);
        }

        // The user is the identity, the password the raw bytes of the key (J 6.2.2).
        private static int WriteAuthorization(LinkTarget target, byte[] into, int at)
        {
            byte[] user = Encoding.UTF8.GetBytes(target.Identity + ":");
            byte[] both = new byte[user.Length + target.Password.Length];
            System.Array.Copy(user, 0, both, 0, user.Length);
            System.Array.Copy(target.Password, 0, both, user.Length, target.Password.Length);
            const string name = "Authorization: Basic ";
            if (at + name.Length + Base64.EncodedLength(both.Length) + 4 > into.Length) return -1;
            at += Encoding.UTF8.GetBytes(name, 0, name.Length, into, at);
            at += Base64.Encode(both, 0, both.Length, into, at);
            into[at++] = (byte)'\r';
            into[at++] = (byte)'\n';
            return at;
        }

        private bool ReadStatus()
        {
            if (_lineLength < 12 || !Starts("HTTP/1.1 ")) return false;
            int status = 0;
            for (int i = 9; i < 12; i++)
            {
                int digit = _line[i] - '0';
                if (digit < 0 || digit > 9) return false;
                status = status * 10 + digit;
            }
            Status = status;
            return true;
        }

        private void ReadHeader()
        {
            int value = ValueOf("upgrade:");
            if (value > 0) _upgrade |= ValueIs(value, "websocket");
            value = ValueOf("connection:");
            if (value > 0) _connection |= HasToken(value, "upgrade");
            value = ValueOf("sec-websocket-accept:");
            if (value > 0)
            {
                // A repeated header is a sign of a manipulated answer: it is refused.
                if (_acceptSeen) _foreign = true;
                _acceptSeen = true;
                _acceptMatches = AcceptIs(value);
            }
            value = ValueOf("sec-websocket-protocol:");
            if (value > 0) _subprotocol = _lineLength - value == _wanted.Length && Exactly(value, _wanted);
            value = ValueOf("sec-websocket-extensions:");
            if (value > 0) _foreign = true;
        }

        private HandshakeResult Finish()
        {
            if (Status == 0) return Refuse(LinkEnd.BadHandshake);
            if (Status != 101) return Refuse(EndOf(Status));
            if (!_upgrade || !_connection || !_acceptMatches || _foreign) return Refuse(LinkEnd.BadHandshake);
            return _subprotocol ? HandshakeResult.Accepted : Refuse(LinkEnd.WrongSubprotocol);
        }

        private static LinkEnd EndOf(int status)
        {
            if (status == 401 || status == 403) return LinkEnd.Unauthorized;
            if (status == 404) return LinkEnd.UnknownIdentity;
            return status >= 300 && status < 400 ? LinkEnd.Redirected : LinkEnd.HttpError;
        }

        private HandshakeResult Refuse(LinkEnd end)
        {
            End = end;
            return HandshakeResult.Refused;
        }

        /// <summary>Where the value of the header with this lower-case name begins, or 0.</summary>
        private int ValueOf(string name)
        {
            if (!StartsIgnoringCase(0, name)) return 0;
            int at = name.Length;
            while (at < _lineLength && (_line[at] == ' ' || _line[at] == '\t')) at++;
            while (_lineLength > at && (_line[_lineLength - 1] == ' ' || _line[_lineLength - 1] == '\t')) _lineLength--;
            return at;
        }

        private bool ValueIs(int at, string lower) => _lineLength - at == lower.Length && StartsIgnoringCase(at, lower);

        /// <summary>Is this token in the comma-separated list?</summary>
        private bool HasToken(int at, string lower)
        {
            while (at < _lineLength)
            {
                int end = at;
                while (end < _lineLength && _line[end] != ',') end++;
                int last = end;
                while (last > at && (_line[last - 1] == ' ' || _line[last - 1] == '\t')) last--;
                if (last - at == lower.Length && StartsIgnoringCase(at, lower)) return true;
                at = end + 1;
                while (at < _lineLength && (_line[at] == ' ' || _line[at] == '\t')) at++;
            }
            return false;
        }

        private bool AcceptIs(int at)
        {
            if (_lineLength - at != _accept.Length) return false;
            for (int i = 0; i < _accept.Length; i++)
                if (_line[at + i] != _accept[i]) return false;
            return true;
        }

        private bool Starts(string text) => _lineLength >= text.Length && Exactly(0, text);

        private bool Exactly(int at, string text)
        {
            for (int i = 0; i < text.Length; i++)
                if (_line[at + i] != text[i]) return false;
            return true;
        }

        private bool StartsIgnoringCase(int at, string lower)
        {
            if (_lineLength - at < lower.Length) return false;
            for (int i = 0; i < lower.Length; i++)
            {
                int c = _line[at + i];
                if (c >= 'A' && c <= 'Z') c |= 0x20;
                if (c != lower[i]) return false;
            }
            return true;
        }
    }
}
