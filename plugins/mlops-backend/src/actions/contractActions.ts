import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import { readContract } from '../http/contract';
import type { ContractSchema } from './zodOf';

/** Operations that hand over bytes, which an action can't. */
const WITHOUT_ACTION: readonly OperationId[] = [
  'downloadArtifact',
  'downloadRunChampion',
  'exportAudit',
];

/** Changes that take something away, or put something else in its place. */
const DESTRUCTIVE = /^(delete|remove|undeploy|deploy|set|update)/;

/** Where a part of an action's input goes in the request. */
export type Place = 'path' | 'query' | 'body';

/** An operation of the contract as an action: all that it is called with, in one flat object. */
export interface ContractAction {
  operation: OperationId;
  /** Such as `list-models`. */
  name: string;
  title: string;
  description: string;
  attributes: { readOnly: boolean; destructive: boolean; idempotent: boolean };
  properties: Record<string, ContractSchema>;
  required: string[];
  /** Of each property. */
  places: Record<string, Place>;
  /** Of the body, if there is one: what the properties don't say of it as a whole. */
  body?: ContractSchema;
  /** Of the answer; absent where that is text. */
  output?: ContractSchema;
}

/** Every operation of the contract that can be an action. */
export function contractActions(): ContractAction[] {
  const contract = followReferences(readContract());
  return Object.values<any>(contract.paths).flatMap(item =>
    ['get', 'put', 'post', 'patch', 'delete']
      .filter(method => item[method] && !WITHOUT_ACTION.includes(item[method].operationId))
      .map(method => actionOf(method, item[method], item.parameters ?? [])),
  );
}

function actionOf(method: string, operation: any, ofPath: any[]): ContractAction {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const action: ContractAction = {
    operation: operationId,
    name: operationId.replace(/[A-Z]/g, (letter: string) => `-${letter.toLowerCase()}`),
    title: summary,
    description: [`${summary}.`, description, `Needs ${operation['x-permission']}.`]
      .filter(Boolean)
      .join('\n\n'),
    attributes: {
      readOnly: method === 'get' || operation['x-audit'] === 'none',
      destructive: DESTRUCTIVE.test(operationId),
      idempotent: method !== 'post',
    },
    properties: {},
    required: [],
    places: {},
  };
  const add = (name: string, place: Place, schema: ContractSchema, isRequired: boolean) => {
    if (action.places[name]) {
      throw new Error(`${operationId} takes "${name}" twice`);
    }
    action.properties[name] = schema;
    action.places[name] = place;
    if (isRequired) {
      action.required.push(name);
    }
  };
  for (const { name, in: place, schema, description: says, required } of [
    ...ofPath,
    ...parameters,
  ]) {
    add(name, place, { description: says, ...schema }, required === true);
  }
  const body = requestBody?.content['application/json']?.schema;
  for (const [name, schema] of Object.entries<any>(propertiesOf(body))) {
    add(name, 'body', schema, requiredOf(body).includes(name));
  }
  action.body = body;
  const success = responses['200'] ?? responses['201'];
  action.output = success.content['application/json']?.schema;
  return action;
}

function propertiesOf(schema: any): Record<string, ContractSchema> {
  return schema?.allOf
    ? Object.assign({}, ...schema.allOf.map(propertiesOf))
    : (schema?.properties ?? {});
}

function requiredOf(schema: any): string[] {
  return schema?.allOf ? schema.allOf.flatMap(requiredOf) : (schema?.required ?? []);
}

/** The document with every `$ref` replaced by what it points at; what stands beside a `$ref` wins. */
function followReferences(document: any): any {
  const follow = (value: any): any => {
    if (Array.isArray(value)) {
      return value.map(follow);
    }
    if (value === null || typeof value !== 'object') {
      return value;
    }
    if (typeof value.$ref === 'string') {
      const { $ref, ...beside } = value;
      const target = $ref
        .slice('#/'.length)
        .split('/')
        .reduce((node: any, key: string) => node[key], document);
      return { ...follow(target), ...follow(beside) };
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, follow(one)]));
  };
  return follow(document);
}
