// Compares our columns with those of a running API server, pod by pod: npx tsx test/init/parity.ts [SERVER_VERSION]
import { request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Pod } from '../../src/cluster/kubernetes.ts';
import { podColumns } from '../../src/init/columns.ts';
import type { Columns } from '../../src/init/model.ts';

interface PrintedTable {
  readonly rows: readonly { readonly cells: readonly unknown[]; readonly object: Pod }[];
}

/** One line for every pod whose columns are not the server's. A second of difference in ages is forgiven. */
export function columnDifferences({ rows }: PrintedTable, now: Date, serverVersion?: string): string[] {
  return rows.flatMap(({ cells, object }) => {
    const printed = columnsText({ ready: String(cells[1]), status: String(cells[2]), restarts: String(cells[3]) });
    const ours = [0, -1000, 1000].map((shift) => columnsText(podColumns(object, new Date(now.getTime() + shift), serverVersion)));
    return ours.includes(printed) ? [] : [`${object.metadata?.namespace}/${object.metadata?.name}: server "${printed}", ours "${ours[0]}"`];
  });
}

function columnsText({ ready, status, restarts }: Columns): string {
  return `${ready} ${status} ${restarts}`;
}

async function readTable(config: KubeConfig): Promise<PrintedTable> {
  const options = { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } };
  await config.applyToHTTPSOptions(options);
  const url = `${config.getCurrentCluster()?.server}/api/v1/pods?includeObject=Object`;
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    call.on('error', reject).end();
  });
}

if (process.argv[1]?.endsWith('parity.ts')) {
  const config = new KubeConfig();
  config.loadFromDefault();
  const table = await readTable(config);
  const differences = columnDifferences(table, new Date(), process.argv[2]);
  process.stdout.write([...differences, `${table.rows.length} pods, ${differences.length} differences`, ''].join('\n'));
}
