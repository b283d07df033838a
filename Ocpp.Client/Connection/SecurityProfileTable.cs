using Ocpp.Client.Certificates;

namespace Ocpp.Client.Connection
{
    /// <summary>
    /// The security profiles (W A00): 0 none, 1 password, 2 TLS and password, 3 TLS and a certificate of our own. What each one
    /// uses of the connection, and when it may be set (W A05).
    /// </summary>
    public static class SecurityProfileTable
    {
        /// <summary>The highest profile of W A00.</summary>
        public const int Highest = 3;

        /// <summary>No profile has ever connected.</summary>
        public const int None = -1;

        /// <summary>Profiles 1 and 2 send AuthorizationKey by HTTP Basic.</summary>
        public static bool UsesPassword(int profile) => profile == 1 || profile == 2;

        /// <summary>Profiles 2 and 3 connect over TLS.</summary>
        public static bool UsesTls(int profile) => profile >= 2;

        /// <summary>Profile 3 shows the charge point's own certificate.</summary>
        public static bool UsesOwnCertificate(int profile) => profile == 3;

        /// <summary>Null when <paramref name="wanted"/> may be set (it is what is set already, or all it needs is there), else why not and what to do.</summary>
        /// <param name="set">The profile that is set.</param>
        /// <param name="confirmed">The highest profile that has connected, or <see cref="None"/>: a lower one is refused.</param>
        public static string WhyNot(int wanted, int set, int confirmed, bool hasPassword, bool hasSecureAddress, bool hasRoot, bool hasOwnCertificate)
        {
            if (wanted < confirmed) return "profile " + confirmed + " has connected, and profiles only go up";
            if (wanted == set) return null;
            if (UsesPassword(wanted) && !hasPassword) return "it needs a password: set AuthorizationKey first";
            if (UsesTls(wanted) && !hasSecureAddress) return "it needs a wss:// address: set Charger.SecureUrl first";
            if (UsesTls(wanted) && !hasRoot) return "it needs the central system's root certificate: InstallCertificate or deploy " + CertificateIndex.DeployedFile + " first";
            if (UsesOwnCertificate(wanted) && !hasOwnCertificate) return "it needs a certificate of the device: deploy one and set Charger.DeviceCertificate first";
            return null;
        }
    }
}
