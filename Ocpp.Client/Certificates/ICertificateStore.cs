namespace Ocpp.Client.Certificates
{
    /// <summary>Where TLS looks for the roots it trusts: the platform's own store.</summary>
    public interface ICertificateStore
    {
        /// <summary>
        /// From now on TLS trusts exactly these certificates, over restarts too: PEM, one after the other, a zero byte at the
        /// end. False when the platform refused: the former certificates stay trusted.
        /// </summary>
        bool Trust(byte[] pem);
    }

    /// <summary>CertificateUseEnumType (W 5.4).</summary>
    public enum CertificateUse
    {
        None,
        CentralSystemRootCertificate,
        ManufacturerRootCertificate,
    }

    /// <summary>InstallCertificateStatusEnumType (W 5.13).</summary>
    public enum InstallStatus
    {
        Accepted,

        /// <summary>No certificate, none that may be installed, or one too many.</summary>
        Rejected,

        /// <summary>A good one that could not be kept.</summary>
        Failed,
    }

    /// <summary>DeleteCertificateStatusEnumType (W 5.8).</summary>
    public enum DeleteStatus
    {
        Accepted,
        Failed,
        NotFound,
    }
}
