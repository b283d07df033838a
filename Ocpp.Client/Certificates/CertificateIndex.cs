using Charger.Runtime;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Certificates
{
    /// <summary>
    /// The installed certificates. The platform's store accepts roots but cannot list them, so their names are kept
    /// in an index, and the certificates (DER) in files from which the store is filled again (docs/adr/0052).
    /// A power cut at any write leaves the former or the new state; the store is updated at the next start if it was not yet.
    /// </summary>
    public sealed class CertificateIndex
    {
        /// <summary>A root certificate (PEM) deployed with the files of a new board: installed at the first start.</summary>
        public const string DeployedFile = "csms-root.pem";

        /// <summary>CertificateStoreMaxLength: two roots of the central system, so that one can follow the other, and one of the manufacturer.</summary>
        public const int Most = CertificateTable.Rows;

        /// <summary>Most bytes of a certificate: with its CRC one block of flash, and more than InstallCertificate's 5500 characters hold. One with an RSA key of 4096 bits has about 1400.</summary>
        public const int MostDerBytes = 4096 - CertificateFile.CrcBytes;

        private const int MostRoots = 2;
        private const int MostTextBytes = 4096;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ICertificateStore _store;
        private readonly ILog _log;

        /// <summary>Reads the table at each use; nothing of it stays on the heap.</summary>
        /// <param name="store">Null where the platform has none: nothing can be installed then.</param>
        public CertificateIndex(IStorage storage, Crc32 crc, ICertificateStore store, ILog log)
        {
            _storage = storage;
            _crc = crc;
            _store = store;
            _log = log;
        }

        /// <summary>A root of the central system is installed.</summary>
        public static bool HasRoot(IStorage storage, Crc32 crc) => new CertificateTable(storage, crc).Count(CertificateUse.CentralSystemRootCertificate) > 0;

        /// <summary>The certificate of a row as it is on flash; its bytes, or -1 when it is of another use or damaged, or there is none.</summary>
        /// <param name="row">Below <see cref="Most"/>.</param>
        /// <param name="into">Takes <see cref="MostDerBytes"/>.</param>
        public static int Load(IStorage storage, Crc32 crc, CertificateUse use, int row, byte[] into)
        {
            CertificateTable table = new CertificateTable(storage, crc);
            if (table.UseOf(row) != use || !CertificateFile.IsWhole(storage, FileOf(row), crc)) return -1;
            int length = table.LengthOf(row);
            return length <= into.Length && storage.Read(FileOf(row), 0, into, 0, length) == length ? length : -1;
        }

        /// <summary>At the start: updates the platform's store if it is due, and installs a certificate that was deployed.</summary>
        public void Start()
        {
            CertificateTable table = new CertificateTable(_storage, _crc);
            if (table.StoreDue && Tell(table)) Finish(table);
            if (_storage.Length(DeployedFile) > 0) LoadDeployed();
        }

        /// <summary>
        /// Decodes the certificate in the text of a message or file and overwrites the text; null when there is none. Room for
        /// its CRC follows it.
        /// </summary>
        public static byte[] Decode(byte[] text, int at, int count)
        {
            // Decoded in place, since the text is longer: both together would take 10 KB of the heap.
            int length = Pem.ToDer(text, at, count, text, at, MostDerBytes);
            if (length < 0) return null;
            byte[] der = new byte[length + CertificateFile.CrcBytes];
            System.Array.Copy(text, at, der, 0, length);
            return der;
        }

        /// <summary>InstallCertificate with what <see cref="Decode"/> found.</summary>
        public InstallStatus Install(CertificateUse use, byte[] der)
        {
            if (der == null) return Refuse("it is not one PEM certificate of at most " + MostDerBytes + " bytes");
            int length = der.Length - CertificateFile.CrcBytes;
            DerCertificate read = new DerCertificate();
            string wrong = read.Read(der, length);
            if (wrong == null && !read.IsSelfIssued) wrong = "it is no root: another has issued it";
            return wrong != null ? Refuse(wrong) : Keep(use, der, length, read);
        }

        /// <summary>DeleteCertificate by its hash data, in SHA-256.</summary>
        public DeleteStatus Delete(string nameHash, string keyHash, string serial)
        {
            CertificateTable table = new CertificateTable(_storage, _crc);
            int row = table.Find(nameHash, keyHash, serial);
            if (row < 0) return DeleteStatus.NotFound;
            bool root = table.UseOf(row) == CertificateUse.CentralSystemRootCertificate;
            if (root && table.Count(CertificateUse.CentralSystemRootCertificate) == 1)
            {
                _log.Write(LogLevel.Warning, LogSection.Ocpp, "DeleteCertificate: the last root certificate cannot be deleted, since the platform's store cannot be emptied; install its successor first");
                return DeleteStatus.Failed;
            }
            table.Clear(row);
            table.StoreDue = root;
            if (!table.Save()) return DeleteStatus.Failed;
            // The platform may refuse now: each start tries again until it accepts.
            if (root && Tell(table)) Finish(table);
            _storage.Delete(FileOf(row));
            return DeleteStatus.Accepted;
        }

        /// <summary>Writes the list elements of GetInstalledCertificateIds; returns how many.</summary>
        public int Write(JsonWriter w, CertificateUse use)
        {
            CertificateTable table = new CertificateTable(_storage, _crc);
            int written = 0;
            for (int row = 0; row < Most; row++)
            {
                if (table.UseOf(row) != use) continue;
                if (written++ > 0) w.Byte(',');
                table.Write(w, row);
            }
            return written;
        }

        private InstallStatus Keep(CertificateUse use, byte[] der, int length, DerCertificate read)
        {
            CertificateTable table = new CertificateTable(_storage, _crc);
            bool root = use == CertificateUse.CentralSystemRootCertificate;
            int most = root ? MostRoots : Most - MostRoots;
            if (!table.Prepare(use, der, length, read)) return Refuse("its serial number has more than 20 bytes");
            if (table.HasPrepared()) return InstallStatus.Accepted;
            if (table.Count(use) == most) return Refuse("there are " + most + " of this use already: delete one first");
            int row = table.Find(CertificateUse.None);
            table.PutPrepared(row);
            table.StoreDue = root;
            string file = FileOf(row);
            if (!CertificateFile.Write(_storage, file, der, length, _crc) || !table.Save()) return Fail("it could not be written to flash");
            if (root && !Tell(table))
            {
                table.Clear(row);
                table.StoreDue = false;
                table.Save();
                return Fail("the platform's store did not take it");
            }
            if (root) Finish(table);
            _log.Write(LogLevel.Info, LogSection.Ocpp, "a certificate is installed");
            return InstallStatus.Accepted;
        }

        /// <summary>Gives the platform's store all trusted roots at once.</summary>
        private bool Tell(CertificateTable table)
        {
            if (_store == null) return false;
            int room = 0;
            for (int row = 0; row < Most; row++)
                if (table.UseOf(row) == CertificateUse.CentralSystemRootCertificate) room += Pem.LengthOf(table.LengthOf(row));
            byte[] pem = new byte[room + 1];
            int at = 0;
            for (int row = 0; row < Most; row++)
            {
                if (table.UseOf(row) != CertificateUse.CentralSystemRootCertificate) continue;
                int length = table.LengthOf(row);
                byte[] der = new byte[length];
                if (_storage.Read(FileOf(row), 0, der, 0, length) != length) return false;
                at = Pem.Write(der, length, pem, at);
            }
            return _store.Trust(pem);
        }

        private static void Finish(CertificateTable table)
        {
            table.StoreDue = false;
            table.Save();
        }

        private void LoadDeployed()
        {
            int length = _storage.Length(DeployedFile);
            byte[] text = new byte[length > MostTextBytes ? MostTextBytes : length];
            int read = _storage.Read(DeployedFile, 0, text, 0, text.Length);
            byte[] der = Decode(text, 0, read);
            // A certificate that cannot be stored now is tried again at the next start.
            if (Install(CertificateUse.CentralSystemRootCertificate, der) != InstallStatus.Failed) _storage.Delete(DeployedFile);
        }

        private InstallStatus Refuse(string why)
        {
            _log.Write(LogLevel.Warning, LogSection.Ocpp, "a certificate is rejected: " + why);
            return InstallStatus.Rejected;
        }

        private InstallStatus Fail(string why)
        {
            _log.Write(LogLevel.Error, LogSection.Ocpp, "a certificate is not installed: " + why);
            return InstallStatus.Failed;
        }

        private static string FileOf(int row) => "cert" + row + ".der";
    }
}
