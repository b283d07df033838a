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
        /// <summary>A free row of the index.</summary>
        None,
        /// <summary>A root that the central system's certificate is checked against.</summary>
        CentralSystemRootCertificate,
        /// <summary>A root that the certificate of a signed firmware is checked against.</summary>
        ManufacturerRootCertificate,
    }

    /// <summary>InstallCertificateStatusEnumType (W 5.13).</summary>
    public enum InstallStatus
    {
        /// <summary>The certificate is installed.</summary>
        Accepted,

        /// <summary>No certificate, none that may be installed, or one too many.</summary>
        Rejected,

        /// <summary>A good one that could not be kept.</summary>
        Failed,
    }

    /// <summary>DeleteCertificateStatusEnumType (W 5.8).</summary>
    public enum DeleteStatus
    {
        /// <summary>The certificate is deleted.</summary>
        Accepted,
        /// <summary>It is the last root, or the flash refused.</summary>
        Failed,
        /// <summary>No certificate has this hash data.</summary>
        NotFound,
    }
}
