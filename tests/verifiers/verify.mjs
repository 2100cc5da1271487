/* Verifies credentials offline. Standard input: JSON with `credentials` and `documents` (address -> document: contexts, did:web
   document and its keys, status lists); nothing else is loaded. Output: JSON, for each credential whether its proof and its
   list hold, why not, and whether it is revoked. */

import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {verifyCredential} from '@digitalbazaar/vc';
import {readFileSync} from 'node:fs';

const {credentials, documents} = JSON.parse(readFileSync(0, 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});

async function documentLoader(url) {
  if(!Object.hasOwn(documents, url)) {
    throw new Error(`refused: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: documents[url]};
}

const reasons = error => error ? [error.message, ...(error.errors ?? []).flatMap(reasons)] : [];

// The library takes a revoked credential for verified, so its status is read apart.
async function told(credential) {
  const options = {credential, suite, documentLoader};
  const proof = await verifyCredential({...options, checkStatus: async () => ({verified: true})});
  const list = await checkStatus(options);
  return {
    verified: proof.verified,
    listed: list.verified,
    revoked: list.results?.[0]?.status ?? null,
    reasons: [...reasons(proof.error), ...reasons(list.error)]
  };
}

console.log(JSON.stringify(await Promise.all(credentials.map(told))));
