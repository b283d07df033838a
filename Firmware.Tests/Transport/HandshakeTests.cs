using System.Text;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class HandshakeTests
    {
        // The nonce of RFC 6455 1.3, "the sample nonce", and the answer that fits it.
        private const string Good = "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|Sec-WebSocket-Protocol: ocpp1.6|";

        [TestMethod]
        public void Answer_OfAServer_GivesWhatRfc6455Says()
        {
            Answer_OfAServer_GivesWhatRfc6455Says("4.2.2 the RFC's example", "HTTP/1.1 101 Switching Protocols|" + Good, "A");
            Answer_OfAServer_GivesWhatRfc6455Says("names and tokens in any case", "HTTP/1.1 101 x|UPGRADE:WebSocket|connection: keep-alive, uPGRADE|sec-websocket-accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo= |SEC-WEBSOCKET-PROTOCOL: ocpp1.6|", "A");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 wrong accept", "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOO=|Sec-WebSocket-Protocol: ocpp1.6|", "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 no accept", "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Protocol: ocpp1.6|", "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 no upgrade", "HTTP/1.1 101 x|Connection: Upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|Sec-WebSocket-Protocol: ocpp1.6|", "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 another word that holds upgrade", "HTTP/1.1 101 x|Upgrade: websocket|Connection: no-upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|Sec-WebSocket-Protocol: ocpp1.6|", "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 accept told twice", "HTTP/1.1 101 x|Sec-WebSocket-Accept: wrong|" + Good, "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 an extension nobody asked for", "HTTP/1.1 101 x|" + Good + "Sec-WebSocket-Extensions: permessage-deflate|", "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 no subprotocol", "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|", "WrongSubprotocol");
            Answer_OfAServer_GivesWhatRfc6455Says("4.1 another subprotocol", "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=|Sec-WebSocket-Protocol: ocpp2.0.1|", "WrongSubprotocol");
            Answer_OfAServer_GivesWhatRfc6455Says("401", "HTTP/1.1 401 Unauthorized|", "Unauthorized");
            Answer_OfAServer_GivesWhatRfc6455Says("403", "HTTP/1.1 403 Forbidden|", "Unauthorized");
            Answer_OfAServer_GivesWhatRfc6455Says("404", "HTTP/1.1 404 Not Found|", "UnknownIdentity");
            Answer_OfAServer_GivesWhatRfc6455Says("302", "HTTP/1.1 302 Found|Location: ws://elsewhere/|", "Redirected");
            Answer_OfAServer_GivesWhatRfc6455Says("500", "HTTP/1.1 500 Oops|", "HttpError");
            Answer_OfAServer_GivesWhatRfc6455Says("200", "HTTP/1.1 200 OK|", "HttpError");
            Answer_OfAServer_GivesWhatRfc6455Says("HTTP/1.0", "HTTP/1.0 101 x|" + Good, "BadHandshake");
            Answer_OfAServer_GivesWhatRfc6455Says("not HTTP", "SSH-2.0-OpenSSH_9.6|", "BadHandshake");
        }

        private static void Answer_OfAServer_GivesWhatRfc6455Says(string row, string lines, string expected)
        {
            byte[] answer = Lines(lines + "|");
            Assert.AreEqual(expected, Read(answer, answer.Length), row);
            // Byte by byte on the interpreter too; every cut is tried on the desktop.
            Assert.AreEqual(expected, Read(answer, 1), row + " byte by byte");
        }

        [TestMethod]
        public void Answer_WithoutEnd_IsRefusedAtItsLimit()
        {
            Handshake handshake = Begin();
            byte[] line = Lines("X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|");
            byte[] status = Lines("HTTP/1.1 101 x|");
            HandshakeResult result = handshake.Read(status, 0, status.Length);
            int taken = 0;
            while (result == HandshakeResult.NeedMore && taken < 2 * Handshake.MaxHeaderBytes)
            {
                result = handshake.Read(line, 0, line.Length);
                taken += line.Length;
            }
            Assert.AreEqual((int)HandshakeResult.Refused, (int)result);
            Assert.IsTrue(taken < Handshake.MaxHeaderBytes + line.Length);
        }

        [TestMethod]
        public void Request_Host_CarriesThePortUnlessItIsTheSchemesOwn()
        {
            Request_Host_CarriesThePortUnlessItIsTheSchemesOwn(false, 80, "Host: central.test\r\n");
            Request_Host_CarriesThePortUnlessItIsTheSchemesOwn(false, 8080, "Host: central.test:8080\r\n");
            Request_Host_CarriesThePortUnlessItIsTheSchemesOwn(true, 443, "Host: central.test\r\n");
            Request_Host_CarriesThePortUnlessItIsTheSchemesOwn(true, 80, "Host: central.test:80\r\n");
        }

        private static void Request_Host_CarriesThePortUnlessItIsTheSchemesOwn(bool secure, int port, string expected)
        {
            LinkTarget target = Target();
            target.Secure = secure;
            target.Port = port;
            Assert.Contains(expected, Request(target));
        }

        [TestMethod]
        public void Request_IdentityAndPassword_Rule1_AreEncoded()
        {
            LinkTarget target = Target();
            target.Identity = "CP 1/\u00e4";
            target.Password = new byte[] { 0, 0xFF };
            string request = Request(target);
            Assert.Contains("GET /ocpp/CP%201%2F%C3%A4 HTTP/1.1\r\n", request);
            Assert.Contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", request);
            Assert.Contains("Authorization: Basic Q1AgMS/DpDoA/w==\r\n", request);
            Assert.AreEqual("\r\n\r\n", request.Substring(request.Length - 4));
        }

        private static string Read(byte[] answer, int chunk)
        {
            Handshake handshake = Begin();
            for (int at = 0; at < answer.Length; at += chunk)
            {
                int count = answer.Length - at < chunk ? answer.Length - at : chunk;
                HandshakeResult result = handshake.Read(answer, at, count);
                if (result == HandshakeResult.NeedMore) continue;
                if (result == HandshakeResult.Accepted) return at + handshake.Consumed == answer.Length ? "A" : "A early";
                return Name(handshake.End);
            }
            return "more";
        }

        private static string Name(LinkEnd end)
        {
            switch (end)
            {
                case LinkEnd.BadHandshake: return "BadHandshake";
                case LinkEnd.WrongSubprotocol: return "WrongSubprotocol";
                case LinkEnd.Unauthorized: return "Unauthorized";
                case LinkEnd.UnknownIdentity: return "UnknownIdentity";
                case LinkEnd.Redirected: return "Redirected";
                case LinkEnd.HttpError: return "HttpError";
                default: return "?";
            }
        }

        private static LinkTarget Target() => new LinkTarget { Host = "central.test", Port = 80, Path = "/ocpp", Identity = "CP1" };

        private static Handshake Begin()
        {
            Handshake handshake = new Handshake();
            handshake.WriteRequest(Target(), new SampleNonce(), new byte[400]);
            return handshake;
        }

        private static string Request(LinkTarget target)
        {
            byte[] into = new byte[500];
            int length = new Handshake().WriteRequest(target, new SampleNonce(), into);
            return Encoding.UTF8.GetString(into, 0, length);
        }

        /// <summary>Each bar stands for the end of a line.</summary>
        private static byte[] Lines(string text)
        {
            string lines = "";
            for (int i = 0; i < text.Length; i++) lines += text[i] == '|' ? "\r\n" : text.Substring(i, 1);
            return Encoding.UTF8.GetBytes(lines);
        }

        private sealed class SampleNonce : IRandomSource
        {
            public int NextInt32() => 1;

            public void Fill(byte[] buffer, int offset, int count) => Encoding.UTF8.GetBytes("the sample nonce", 0, count, buffer, offset);
        }
    }
}
