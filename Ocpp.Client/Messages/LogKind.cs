namespace Ocpp.Client.Messages
{
    /// <summary>LogEnumType (W): GetDiagnostics asks for the first.</summary>
    public enum LogKind
    {
        /// <summary>The log of the charge point.</summary>
        DiagnosticsLog,
        /// <summary>The log of security events.</summary>
        SecurityLog,
    }
}
