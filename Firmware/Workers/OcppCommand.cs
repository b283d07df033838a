namespace Firmware
{
    /// <summary>Kinds of letters to the OCPP thread.</summary>
    public static class OcppCommand
    {
        /// <summary>An id was presented (console, START button, free charging): Text is the id.</summary>
        public const int PresentId = 1;

        /// <summary>End the transaction on the spot: Text is the OCPP reason (Local from the console and the STOP button).</summary>
        public const int StopTransaction = 2;

        /// <summary>Reset as if the central system had asked: A is 1 for hard.</summary>
        public const int Reset = 3;

        /// <summary>Set a configuration key: Text is "KEY VALUE"; the answer goes to the console.</summary>
        public const int SetKey = 4;

        /// <summary>Show configuration keys whose name starts with Text.</summary>
        public const int ListKeys = 5;

        /// <summary>Read the configuration file again.</summary>
        public const int LoadFile = 6;

        /// <summary>Forget all that <see cref="StoreTable"/> does not keep, then restart. A is 1 to lose undelivered messages.</summary>
        public const int FactoryReset = 7;

        /// <summary>Show what the last transactions came to.</summary>
        public const int ShowHistory = 8;

        /// <summary>Run a leak test: Text is "HOST:PORT LETTER", the letter standing for an ending (A is the first), A the cycles; 0 cycles stop it.</summary>
        public const int Leak = 9;
    }
}
