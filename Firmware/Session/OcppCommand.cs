namespace Firmware
{
    /// <summary>What the OCPP thread is asked to do: kinds of <see cref="Charger.Runtime.Message"/>, with what their number and text mean.</summary>
    public static class OcppCommand
    {
        /// <summary>An id was presented (console, START button). Text: the id.</summary>
        public const int PresentId = 1;

        /// <summary>End the transaction. Text: the OCPP reason (Local from the console and the STOP button).</summary>
        public const int StopTransaction = 2;

        /// <summary>Reset as if the central system had asked. Number: <see cref="Soft"/> or <see cref="Hard"/>.</summary>
        public const int Reset = 3;
        /// <summary>Number of <see cref="Reset"/>: the running transaction ends first.</summary>
        public const int Soft = 0;
        /// <summary>Number of <see cref="Reset"/>: at once.</summary>
        public const int Hard = 1;

        /// <summary>Set a configuration key. Text: "KEY VALUE"; the answer goes to the console.</summary>
        public const int SetKey = 4;

        /// <summary>Show configuration keys. Number: <see cref="NameBeginsWith"/> or <see cref="ExactName"/>. Text: the name or its beginning.</summary>
        public const int ListKeys = 5;
        /// <summary>Number of <see cref="ListKeys"/>: all keys that begin with the text.</summary>
        public const int NameBeginsWith = 0;
        /// <summary>Number of <see cref="ListKeys"/>: the one key with this name, and what it means.</summary>
        public const int ExactName = 1;

        /// <summary>Read the configuration file again.</summary>
        public const int LoadFile = 6;

        /// <summary>Erase all stores that <see cref="StoreTable"/> does not keep, then restart. Number: <see cref="RefuseToLose"/> or <see cref="LoseUndelivered"/>.</summary>
        public const int FactoryReset = 7;

        /// <summary>Refused while transaction messages are not delivered.</summary>
        public const int RefuseToLose = 0;
        /// <summary>Number of <see cref="FactoryReset"/>: done also while transaction messages are not delivered, which are lost.</summary>
        public const int LoseUndelivered = 1;

        /// <summary>Show earlier boots and the last transactions.</summary>
        public const int ShowHistory = 8;

        /// <summary>
        /// Run a leak test. Number: cycles, or <see cref="StopLeakTest"/>. Text: "HOST:PORT ENDING", the ending by its name
        /// (<see cref="Ocpp.Client.Connection.LeakEndings"/>); without one, all of them.
        /// </summary>
        public const int Leak = 9;
        /// <summary>Number of <see cref="Leak"/>: ends the leak test that runs.</summary>
        public const int StopLeakTest = 0;
    }
}
