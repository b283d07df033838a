using System.Text;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Security.Keys
{
    /// <summary>
    /// The charger's own certificate (W A02): on SignChargePointCertificate it makes a key pair and asks for a certificate with
    /// SignCertificate; CertificateSigned delivers it. Added before the part that refuses CertificateSigned. A request that is not
    /// answered is sent again up to three times. A trigger while a key is being made, or a certificate is checked, does not interrupt that.
    /// </summary>
    public sealed class KeyPairCalls : SessionPart
    {
        private const string Action = "SignCertificate";

        // Steps of a few milliseconds each: few during a transaction.
        private const int StepsCharging = 1;
        private const int StepsIdle = 8;
        private const int MostTries = 3;
        private const int RetryMs = 60_000;

        /// <summary>CertificateSignedMaxChainSize: as many characters as fit the largest received message, with each + and line end escaped.</summary>
        public const int MostChainChars = 7000;

        /// <summary>Kind of the call, in addition to those of <see cref="CallKind"/>.</summary>
        private const int Kind = 21;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly IRandomSource _random;
        private readonly NewCertificate _new;
        private bool _begun;
        private bool _resumed;
        private bool _triggered;
        private bool _sent;
        private KeyRequest _making;
        private byte[] _request;
        private int _tries;
        private long _nextMs;

        /// <summary>Part of the session from <see cref="Ocpp.Client.ChargePoint.Add"/> on.</summary>
        /// <param name="random">The chip's random source: the key is only as good as it is (docs/adr/0081).</param>
        public KeyPairCalls(IStorage storage, Crc32 crc, IRandomSource random)
        {
            _storage = storage;
            _crc = crc;
            _random = random;
            _new = new NewCertificate(storage, crc);
        }

        /// <inheritdoc/>
        public override bool TryTrigger(string message, int connectorId)
        {
            if (message != CertificateSigned.Trigger) return false;
            // The key that is being made will answer the trigger.
            if (_making == null) _triggered = true;
            return true;
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (!_begun)
            {
                _begun = true;
                C.Configuration.SetWhole(OcppKeys.CertificateSignedMaxChainSize, MostChainChars);
            }
            if (!_resumed && C.Clock.IsKnown && C.Registration.IsAccepted)
            {
                _resumed = true;
                string wrong = _new.Resume(C.Clock.UtcNowMs);
                if (wrong != null) Refuse(wrong);
            }
            // The radio feeds the chip's random source: a key is made only while the link is open, and after work that is under way.
            if (_triggered && !_sent && !_new.IsUnderway && C.Rpc.IsOpen) Begin();
            if (_making == null && !_new.IsUnderway)
            {
                if (_request != null) C.Due(_nextMs);
                return;
            }
            for (int i = C.Transactions.Running ? StepsCharging : StepsIdle; i > 0; i--)
            {
                if (_new.IsUnderway)
                {
                    if (_new.Step(C.Clock.UtcNowMs)) Checked();
                }
                else if (_making != null && _making.Step()) Made();
            }
            C.Due(C.NowMs);
        }

        /// <inheritdoc/>
        public override bool TrySend()
        {
            if (_request == null || _tries >= MostTries || C.NowMs < _nextMs || !C.Rpc.CanCall) return false;
            C.Rpc.BeginCall(Action);
            C.Rpc.Writer.Raw("{\"csr\":\"");
            C.Rpc.Writer.Raw(_request, 0, _request.Length);
            C.Rpc.Writer.Raw("\"}");
            _nextMs = C.NowMs + RetryMs;
            _sent = C.Rpc.EndCall(Kind, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
            return _sent;
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != Kind) return false;
            _sent = false;
            if (how == RpcEvent.Lost) return true;
            bool accepted = how == RpcEvent.Answered && IsAccepted();
            if (!accepted && how != RpcEvent.Answered && ++_tries < MostTries) return true;
            _request = null;
            if (!accepted) C.Warn("SignCertificate: the central system has not accepted the request");
            return true;
        }

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            if (!C.Rpc.Frame.IsNamed(CertificateSigned.Action)) return false;
            if (!CertificateSigned.Read(C.Payload, C.Rpc.Frame, out int at, out int count)) return true;
            string wrong = C.Clock.IsKnown ? _new.Accept(C.Rpc.Frame.Buffer, at, count, C.Clock.UtcNowMs) : "the time of day is not known";
            C.Rpc.Status(wrong == null ? "Accepted" : "Rejected");
            if (wrong == null) C.Info("the certificate of CertificateSigned fits; its signatures are checked now");
            else Refuse(wrong);
            return true;
        }

        private void Refuse(string wrong)
        {
            C.Warn("the certificate of CertificateSigned is refused: " + wrong);
            C.Raise(SecurityEvent.InvalidChargePointCertificate, wrong);
        }

        private void Checked()
        {
            if (_new.Wrong != null)
            {
                Refuse(_new.Wrong);
                return;
            }
            C.Info("the charger has a new certificate; it is shown from the next connection in security profile 3 on");
            C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, CertificateSigned.Action);
        }

        private void Begin()
        {
            _triggered = false;
            string name = C.Who.SerialNumber.Length > 0 ? C.Who.SerialNumber : C.Who.Vendor + " " + C.Who.Model;
            KeyRequest making = new KeyRequest(name, C.Configuration.Text(OcppKeys.CpoName));
            if (making.Begin(_random))
            {
                _request = null;
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
