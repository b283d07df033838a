using Ocpp.Client.Certificates;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Security
{
    /// <summary>Certificates in the session (W 4.5): installs, lists and deletes roots; calls that need a key pair of the charger are refused.</summary>
    public sealed class CertificateCalls : SessionPart
    {
        private readonly ICertificateStore _store;

        /// <summary>Part of the session from <see cref="ChargePoint.Add"/> on.</summary>
        /// <param name="store">Null where the platform has none.</param>
        public CertificateCalls(ICertificateStore store)
        {
            _store = store;
        }

        /// <summary>Created for each use, since certificates change rarely.</summary>
        public CertificateIndex Index() => new CertificateIndex(C.Storage, C.Crc, _store, C.Log);

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            RpcFrame f = C.Rpc.Frame;
            if (f.IsNamed(InstallCertificate.Action)) Install();
            else if (f.IsNamed(GetInstalledCertificateIds.Action)) List();
            else if (f.IsNamed(DeleteCertificate.Action)) Delete();
            else if (f.IsNamed(CertificateSigned.Action)) Signed();
            else return false;
            return true;
        }

        private void Install()
        {
            InstallCertificate m = new InstallCertificate();
            if (!m.Read(C.Payload, C.Rpc.Frame)) return;
            byte[] der = CertificateIndex.Decode(C.Rpc.Frame.Buffer, m.CertificateAt, m.CertificateBytes);
            C.Rpc.KeepIdAlone();
            InstallStatus status = Index().Install(m.Use, der);
            C.Rpc.Status(status == InstallStatus.Accepted ? "Accepted" : status == InstallStatus.Rejected ? "Rejected" : "Failed");
            if (status == InstallStatus.Accepted) C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, "InstallCertificate");
        }

        private void List()
        {
            if (!GetInstalledCertificateIds.Read(C.Payload, C.Rpc.Frame, out CertificateUse use)) return;
            C.Rpc.BeginResult();
            int before = C.Rpc.Writer.Count;
            int found = GetInstalledCertificateIds.WriteAnswer(C.Rpc.Writer, Index(), use);
            if (found > 0)
            {
                C.Rpc.EndResult();
                return;
            }
            C.Rpc.Writer.Truncate(before);
            C.Rpc.Status("NotFound");
        }

        private void Delete()
        {
            DeleteCertificate m = new DeleteCertificate();
            if (!m.Read(C.Payload, C.Rpc.Frame)) return;
            // Certificates are listed with SHA-256 only: with another hash none is found.
            DeleteStatus status = m.Algorithm == "SHA256" ? Index().Delete(m.IssuerNameHash, m.IssuerKeyHash, m.SerialNumber) : DeleteStatus.NotFound;
            C.Rpc.Status(status == DeleteStatus.Accepted ? "Accepted" : status == DeleteStatus.Failed ? "Failed" : "NotFound");
            if (status == DeleteStatus.Accepted) C.Raise(SecurityEvent.ReconfigurationOfSecurityParameters, "DeleteCertificate");
        }

        private void Signed()
        {
            if (!CertificateSigned.Read(C.Payload, C.Rpc.Frame, out _, out _)) return;
            C.Warn("CertificateSigned is rejected: this device makes no key pair, it has asked for no certificate");
            C.Rpc.Status("Rejected");
        }
    }
}
