namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>What went wrong with a transfer, in words.</summary>
    public static class TransferFailures
    {
        /// <summary>The failure as the log tells it.</summary>
        public static string Describe(TransferFailure failure)
        {
            switch (failure)
            {
                case TransferFailure.None: return "no failure";
                case TransferFailure.BadAddress: return "the location is no URL";
                case TransferFailure.UnknownScheme: return "this image has no transfer for its scheme";
                case TransferFailure.NoAddress: return "the name has no address";
                case TransferFailure.NotReached: return "the server was not reached";
                case TransferFailure.Untrusted: return "TLS failed";
                case TransferFailure.TimedOut: return "time-out";
                case TransferFailure.Lost: return "the connection was lost";
                case TransferFailure.Denied: return "access denied";
                case TransferFailure.NotThere: return "no such file";
                case TransferFailure.HttpStatus: return "the server refused";
                case TransferFailure.BadAnswer: return "no answer that can be read";
                case TransferFailure.TooLarge: return "too large";
                case TransferFailure.CutShort: return "the file ended early";
                case TransferFailure.WrongChecksum: return "wrong checksum";
                default: return "a read or write of flash failed";
            }
        }
    }
}
