using System.Text;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;
using Ocpp.Security.Certificates;
using Ocpp.Security.Signatures;

namespace Ocpp.Security.Keys
{
    /// <summary>
    /// The charger's own certificate (W A02): on SignChargePointCertificate it makes a key pair and asks for a certificate with
    /// SignCertificate; CertificateSigned brings it. Added before the part that refuses CertificateSigned. A request that is not
    /// answered is sent again up to three times; a restart forgets one whose CertificateSigned has not come: the trigger begins anew.
    /// </summary>
    public sealed class KeyPairCalls : SessionPart
    {
        private const string Action = "SignCertificate";

        // Steps of a few milliseconds each: few beside a transaction.
        private const int StepsCharging = 1;
        private const int StepsIdle = 8;
        private const int MostTries = 3;
        private const int RetryMs = 60_000;

        /// <summary>Kind of the call, beside those of <see cref="CallKind"/>.</summary>
        private const int Kind = 21;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly IRandomSource _random;
        private bool _triggered;
        private KeyRequest _making;
        private byte[] _request;
        private int _tries;
        private long _nextMs;

        /// <param name="random">The chip's: what it is worth the key is worth (docs/adr/0081).</param>
        public KeyPairCalls(IStorage storage, Crc32 crc, IRandomSource random)
        {
            _storage = storage;
            _crc = crc;
            _random = random;
        }

        public override bool TryTrigger(string message, int connectorId)
        {
            if (message != CertificateSigned.Trigger) return false;
            _triggered = true;
            return true;
        }

        public override void Step()
        {
            // The radio feeds the chip's random source: a key is drawn while the link is open alone.
            if (_triggered && C.Rpc.IsOpen) Begin();
            if (_making == null)
            {
                if (_request != null) C.Due(_nextMs);
                return;
            }
            for (int i = C.Transactions.Running ? StepsCharging : StepsIdle; i > 0 && _making != null; i--)
                if (_making.Step()) Made();
            C.Due(C.NowMs);
        }

        public override bool TrySend()
        {
            if (_request == null || _tries >= MostTries || C.NowMs < _nextMs || !C.Rpc.CanCall) return false;
            C.Rpc.BeginCall(Action);
            C.Rpc.Writer.Raw("{\"csr\":\"");
            C.Rpc.Writer.Raw(_request, 0, _request.Length);
            C.Rpc.Writer.Raw("\"}");
            _nextMs = C.NowMs + RetryMs;
            return C.Rpc.EndCall(Kind, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != Kind) return false;
            if (how == RpcEvent.Lost) return true;
            bool accepted = how == RpcEvent.Answered && IsAccepted();
            if (!accepted && how != RpcEvent.Answered && ++_tries < MostTries) return true;
            _request = null;
            if (!accepted) C.Warn("SignCertificate: the central system has not accepted the request");
            return true;
        }

        public override bool TryHandle()
        {
            if (!C.Rpc.Frame.IsNamed(CertificateSigned.Action)) return false;
            if (!CertificateSigned.Read(C.Payload, C.Rpc.Frame, out int at, out int count)) return true;
            string wrong = Take(C.Rpc.Frame.Buffer, at, count);
            C.Rpc.Status(wrong == null ? "Accepted" : "Rejected");
            if (wrong == null)
            {
                C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, CertificateSigned.Action);
                return true;
            }
            C.Warn("CertificateSigned is rejected: " + wrong);
            C.Raise(SecurityEvent.InvalidChargePointCertificate, wrong);
            return true;
        }

        private void Begin()
        {
            _triggered = false;
            _request = null;
            string name = C.Who.SerialNumber.Length > 0 ? C.Who.SerialNumber : C.Who.Vendor + " " + C.Who.Model;
            KeyRequest making = new KeyRequest(name, C.Configuration.Text(OcppKeys.CpoName));
            if (making.Begin(_random))
            {
                _making = making;
                C.Info("a key pair is being made for SignCertificate");
                return;
            }
            C.Warn("SignCertificate: no key pair could be made, the random source repeats itself");
        }

        private void Made()
        {
            KeyRequest made = _making;
            _making = null;
            if (made.HasFailed || !KeyFile.Write(_storage, _crc, KeyFile.Asked, made.Content, made.Content.Length))
            {
                C.Warn("SignCertificate: the key could not be made or written to flash");
                return;
            }
            _request = Text(made.Der);
            _tries = 0;
            _nextMs = C.NowMs;
        }

        /// <summary>The answer's status is Accepted.</summary>
        private bool IsAccepted()
        {
            string status = "";
            PayloadReader r = C.Payload;
            r.Begin(C.Rpc.Frame);
            while (r.NextMember())
                if (r.NameIs("status")) status = r.Text(20);
            return r.IsGood && status == "Accepted";
        }

        /// <summary>Null when the pair is in use from now on, else what is wrong with the certificate.</summary>
        private string Take(byte[] text, int at, int count)
        {
            byte[] key = KeyFile.Read(_storage, _crc, KeyFile.Asked);
            if (key == null) return "no certificate was asked for";
            if (!C.Clock.IsKnown) return "the time of day is not known";
            CertificateChain chain = new CertificateChain();
            string wrong = chain.Read(text, at, count);
            if (wrong == null) wrong = chain.CheckAlone(C.Clock.UtcNowMs);
            if (wrong != null) return wrong;
            PublicKey own = chain.Leaf.Key;
            if (own.IsRsa || !DerReader.Same(own.Der, own.At, key, KeyFile.PointAt, own.Bytes)) return "it is of another key";
            byte[] content = chain.Append(key);
            if (content.Length > KeyFile.MostBytes - 4) return "the chain is longer than " + KeyFile.MostBytes + " bytes";
            if (!KeyFile.Write(_storage, _crc, KeyFile.InUse, content, content.Length)) return "it could not be written to flash";
            _storage.Delete(KeyFile.Asked);
            C.Info("the charger has a new certificate; it is shown from the next connection in security profile 3 on");
            return null;
        }

        // PEM with its line ends as JSON escapes them.
        private static byte[] Text(byte[] der)
        {
            const string begin = "-----BEGIN CERTIFICATE REQUEST-----\\n";
            const string end = "-----END CERTIFICATE REQUEST-----\\n";
            const int lineBytes = 48;
            byte[] text = new byte[begin.Length + end.Length + 2 * der.Length + 2 * lineBytes];
            int at = Encoding.UTF8.GetBytes(begin, 0, begin.Length, text, 0);
            for (int from = 0; from < der.Length; from += lineBytes)
            {
                at += Ocpp.Client.Transport.Base64.Encode(der, from, der.Length - from < lineBytes ? der.Length - from : lineBytes, text, at);
                text[at++] = (byte)'\\';
                text[at++] = (byte)'n';
            }
            at += Encoding.UTF8.GetBytes(end, 0, end.Length, text, at);
            byte[] exact = new byte[at];
            System.Array.Copy(text, exact, at);
            return exact;
        }
    }
}
