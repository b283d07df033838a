using System;
using System.Text;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Security.Arithmetic;
using Ocpp.Security.Certificates;

namespace Ocpp.Security.Keys
{
    /// <summary>
    /// Makes a key pair and a certificate request (PKCS #10, RFC 2986) for it, in steps: about 8,200 of one product each and some
    /// hashes. Made for one request and released.
    /// </summary>
    public sealed class KeyRequest
    {
        private const int MostDraws = 16;
        private const int Room = 512;

        private readonly EcdsaKey _key = new EcdsaKey();
        private readonly byte[] _secret = new byte[CurveP256.Bytes];
        private readonly byte[] _point = new byte[CurveP256.PointBytes];
        private readonly string _name;
        private readonly string _organization;
        private byte[] _body;
        private bool _signing;

        /// <summary>Makes nothing until <see cref="Begin"/>.</summary>
        /// <param name="name">commonName: the charger's serial number or identity. 64 characters at most count.</param>
        /// <param name="organization">organizationName: CpoName; empty to leave it out.</param>
        public KeyRequest(string name, string organization)
        {
            _name = name;
            _organization = organization;
        }

        /// <summary>A number that a valid secret does not give was reached: there is no request.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>The request (DER), once it is done.</summary>
        public byte[] Der { get; private set; }

        /// <summary>What <see cref="KeyFile"/> keeps of it: secret and point.</summary>
        public byte[] Content { get; private set; }

        /// <summary>Draws the secret; false when the source gives no valid number, or the same one twice.</summary>
        public bool Begin(IRandomSource random)
        {
            byte[] before = new byte[CurveP256.Bytes];
            random.Fill(before, 0, before.Length);
            for (int i = 0; i < MostDraws; i++)
            {
                random.Fill(_secret, 0, _secret.Length);
                if (DerReader.Same(before, 0, _secret, 0, _secret.Length)) return false;
                if (!EcdsaKey.IsSecret(_secret)) continue;
                _key.BeginPublic(_secret);
                return true;
            }
            return false;
        }

        /// <summary>Does one step; true when it is done, or has failed.</summary>
        public bool Step()
        {
            if (!_key.Step()) return false;
            HasFailed = _key.HasFailed;
            if (HasFailed) return true;
            if (_signing)
            {
                Finish();
                return true;
            }
            _point[0] = 4;
            BigWords.Write(_key.First, _point, 1);
            BigWords.Write(_key.Second, _point, 1 + CurveP256.Bytes);
            _body = Body();
            Sha256 sha = new Sha256();
            byte[] hash = new byte[Sha256.HashBytes];
            sha.Update(_body, 0, _body.Length);
            sha.Finish(hash, 0);
            _key.BeginSign(_secret, hash);
            _signing = true;
            return false;
        }

        private byte[] Body()
        {
            DerWriter w = new DerWriter(Room);
            int end = w.At;
            // No attributes.
            w.Byte(0);
            w.Byte(0xA0);
            int key = w.At;
            w.Raw(_point, 0, _point.Length);
            w.Byte(0);
            w.Close(DerReader.BitString, key);
            int algorithm = w.At;
            w.Oid(ObjectIds.P256(), 0);
            w.Oid(ObjectIds.Keys(), ObjectIds.EcKey);
            w.Close(DerReader.Sequence, algorithm);
            w.Close(DerReader.Sequence, key);
            int names = w.At;
            if (_organization.Length > 0) Name(w, ObjectIds.Organization, _organization);
            Name(w, ObjectIds.CommonName, _name);
            w.Close(DerReader.Sequence, names);
            // Version 1, which is written as 0.
            w.Byte(0);
            w.Byte(1);
            w.Byte(DerReader.Integer);
            w.Close(DerReader.Sequence, end);
            return Written(w);
        }

        private static void Name(DerWriter w, int which, string text)
        {
            const int utf8String = 0x0C;
            const int set = 0x31;
            const int most = 64;
            int end = w.At;
            w.Element(utf8String, Encoding.UTF8.GetBytes(text.Length > most ? text.Substring(0, most) : text));
            w.Oid(ObjectIds.Names(), which);
            w.Close(DerReader.Sequence, end);
            w.Close(set, end);
        }

        private void Finish()
        {
            byte[] number = new byte[CurveP256.Bytes];
            DerWriter w = new DerWriter(_body.Length + Room);
            int end = w.At;
            BigWords.Write(_key.Second, number, 0);
            w.Positive(number);
            BigWords.Write(_key.First, number, 0);
            w.Positive(number);
            w.Close(DerReader.Sequence, end);
            w.Byte(0);
            w.Close(DerReader.BitString, end);
            int algorithm = w.At;
            w.Oid(ObjectIds.Signatures(), ObjectIds.EcdsaSha256);
            w.Close(DerReader.Sequence, algorithm);
            w.Raw(_body, 0, _body.Length);
            w.Close(DerReader.Sequence, end);
            Der = Written(w);
            Content = new byte[KeyFile.CertificatesAt];
            Array.Copy(_secret, Content, _secret.Length);
            Array.Copy(_point, 0, Content, _secret.Length, _point.Length);
        }

        private static byte[] Written(DerWriter w)
        {
            byte[] all = new byte[w.Count];
            Array.Copy(w.Buffer, w.At, all, 0, all.Length);
            return all;
        }
    }
}
