using System;
using System.Text;
using Firmware.Tests.Fakes;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    /// <summary>A stream without time: what shall arrive is put in, what was written is kept.</summary>
    internal sealed class LinkScript : ITransport, IOpenStage
    {
        private byte[] _arrived = new byte[0];
        private int _at;

        public OpenResult Result = OpenResult.Open;

        public OpenStage Stage { get; set; } = OpenStage.Connecting;

        /// <summary>Bytes taken by one write; -1 for a stream that has failed.</summary>
        public int Takes = int.MaxValue;

        /// <summary>What is written is not kept.</summary>
        public bool Forgets;

        /// <summary>It ends behind what has arrived.</summary>
        public bool Ended;

        public byte[] Written = new byte[0];
        public int Opened;
        public int Closed;
        public int TimeoutMs;
        public string Host;
        public int Port;

        /// <summary>Most bytes asked for by one read.</summary>
        public int LargestRead;

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Opened++;
            Host = host;
            Port = port;
            TimeoutMs = timeoutMs;
            return Result;
        }

        public OpenResult PollOpen() => Result;

        public int Read(byte[] buffer, int offset, int count)
        {
            if (count > LargestRead) LargestRead = count;
            if (_at == _arrived.Length) return Ended ? -1 : 0;
            int read = _arrived.Length - _at;
            if (read > count) read = count;
            Array.Copy(_arrived, _at, buffer, offset, read);
            _at += read;
            return read;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            int taken = count < Takes ? count : Takes;
            if (taken > 0 && !Forgets) Written = Joined(Written, 0, buffer, offset, taken);
            return taken;
        }

        public void Close() => Closed++;

        /// <summary>Bytes in hexadecimal, with blanks where they help.</summary>
        public void Arrive(string hex) => Arrive(Bytes(hex));

        public void Arrive(byte[] bytes)
        {
            _arrived = Joined(_arrived, _at, bytes, 0, bytes.Length);
            _at = 0;
        }

        /// <summary>The answer that fits the upgrade request that was written.</summary>
        public void Accept()
        {
            string request = Encoding.UTF8.GetString(Written, 0, Written.Length);
            byte[] key = Encoding.UTF8.GetBytes(request.Substring(request.IndexOf("Sec-WebSocket-Key: ") + 19, 24) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
            byte[] hash = new byte[Sha1.HashBytes];
            Sha1.Compute(key, key.Length, hash);
            byte[] accept = new byte[Base64.EncodedLength(hash.Length)];
            Base64.Encode(hash, 0, hash.Length, accept, 0);
            Arrive(Encoding.UTF8.GetBytes("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: "
                + Encoding.UTF8.GetString(accept, 0, accept.Length) + "\r\n\r\n"));
        }

        /// <summary>The frames that were written since the last look, each opcode:PAYLOAD; one that is not whole, final and masked ends it with ?.</summary>
        public string Frames()
        {
            byte[] all = Written;
            Written = new byte[0];
            string told = "";
            for (int at = 0; at < all.Length;)
            {
                if (at + 6 > all.Length || (all[at] & 0xF0) != 0x80 || (all[at + 1] & 0x80) == 0) return told + "?";
                int opcode = all[at] & 15;
                int length = all[at + 1] & 0x7F;
                int key = at + 2;
                if (length == 126) length = all[key++] << 8 | all[key++];
                at = key + 4;
                if (at + length > all.Length) return told + "?";
                told += opcode + ":";
                for (int i = 0; i < length && i < 8; i++) told += Hex((byte)(all[at + i] ^ all[key + i % 4]));
                told += " ";
                at += length;
            }
            return told;
        }

        private static string Hex(byte value) => "0123456789abcdef".Substring(value >> 4, 1) + "0123456789abcdef".Substring(value & 15, 1);

        private static byte[] Bytes(string hex)
        {
            byte[] bytes = new byte[hex.Length];
            int count = 0;
            int high = -1;
            for (int i = 0; i < hex.Length; i++)
            {
                int digit = "0123456789abcdef".IndexOf(hex[i]);
                if (digit < 0) continue;
                if (high >= 0) bytes[count++] = (byte)(high << 4 | digit);
                high = high >= 0 ? -1 : digit;
            }
            return Joined(bytes, bytes.Length, bytes, 0, count);
        }

        private static byte[] Joined(byte[] first, int from, byte[] second, int offset, int count)
        {
            byte[] both = new byte[first.Length - from + count];
            Array.Copy(first, from, both, 0, first.Length - from);
            Array.Copy(second, offset, both, first.Length - from, count);
            return both;
        }
    }

    /// <summary>A link over such a stream.</summary>
    internal sealed class LinkRig
    {
        public readonly LinkScript Stream = new LinkScript();

        /// <summary>The stream for wss; null for none.</summary>
        public readonly LinkScript Secure;
        public readonly LinkBuffers Buffers = new LinkBuffers();
        public readonly LineLog Told = new LineLog();
        public readonly LinkTarget Target = new LinkTarget();
        public readonly WebSocketLink Link;

        public LinkRig()
            : this(new LinkLimits(), null)
        {
        }

        public LinkRig(LinkLimits limits, LinkScript secure)
        {
            Secure = secure;
            Link = new WebSocketLink(Stream, secure, new CountingRandom(), Told, limits, Buffers);
            Target.Host = "192.0.2.1";
            Target.Port = 80;
            Target.Identity = "CP1";
        }

        /// <summary>Opens the link and answers its upgrade.</summary>
        public LinkRig Establish(long nowMs = 0)
        {
            Stream.Written = new byte[0];
            if (!Link.Open(Target, nowMs)) throw new InvalidOperationException();
            Stream.Accept();
            Link.Step(nowMs);
            if (Link.State == LinkState.Open) Stream.Written = new byte[0];
            return this;
        }

        /// <summary>A wss target.</summary>
        public LinkRig Wss()
        {
            Target.Secure = true;
            Target.Port = 443;
            return this;
        }

        public bool Open(long nowMs) => Link.Open(Target, nowMs);

        /// <summary>Sends one byte.</summary>
        public bool Send() => Link.TrySend(new byte[] { 1 }, 0, 1);

        /// <summary>The text that waits; null for none.</summary>
        public string Text() => Link.Received < 0 ? null : Encoding.UTF8.GetString(Link.ReceiveBuffer, 0, Link.Received);

        /// <summary>Phase, reason of the last end and its code.</summary>
        public string State() => LinkPhaseTable.NameOf(Link.Phase) + " " + End(Link.LastEnd) + " " + Link.LastEndCode;

        /// <summary>Sessions opened, failed, that could not be told; resources held and connections that count.</summary>
        public string Counts() => Link.Statistics.Opened + " " + Link.Statistics.Failed + " " + Link.Statistics.UnlistedEvents + " " + Link.ResourcesHeld + Buffers.InUse + Link.Statistics.Active;

        private static string End(LinkEnd end)
        {
            switch (end)
            {
                case LinkEnd.None: return "None";
                case LinkEnd.ClosedByUs: return "ClosedByUs";
                case LinkEnd.ClosedByPeer: return "ClosedByPeer";
                case LinkEnd.Lost: return "Lost";
                case LinkEnd.Refused: return "Refused";
                case LinkEnd.TimedOut: return "TimedOut";
                case LinkEnd.NoAddress: return "NoAddress";
                case LinkEnd.Untrusted: return "Untrusted";
                case LinkEnd.Unauthorized: return "Unauthorized";
                case LinkEnd.BadHandshake: return "BadHandshake";
                case LinkEnd.ProtocolError: return "ProtocolError";
                case LinkEnd.TooBig: return "TooBig";
                case LinkEnd.Silent: return "Silent";
                case LinkEnd.NoBuffer: return "NoBuffer";
                default: return "another";
            }
        }
    }
}
